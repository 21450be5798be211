using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Pinhole.Data;

/// <summary>
/// Downloads the files of known data sets, packed with gzip, and checks them. An interrupted download is continued.
/// </summary>
public static class KnownDataDownload
{
    private const int BufferBytes = 1 << 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The folder for downloaded data, in the user's cache folder.</summary>
    public static string Cache
    {
        get
        {
            string home =
                Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
                : OperatingSystem.IsWindows()
                    ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
            return Path.Combine(home, "pinhole");
        }
    }

    /// <summary>The folder of a data set in the cache, or null if it was not downloaded.</summary>
    internal static string? Find(string name)
    {
        string folder = Path.Combine(Cache, name);
        return KnownData.Files(name).All(file => File.Exists(Path.Combine(folder, file + KnownData.Gzip)))
            ? folder
            : null;
    }

    /// <summary>Downloads the files that are missing.</summary>
    /// <param name="name">One of <see cref="KnownData.Names"/>.</param>
    /// <param name="folder">Where the files go; it is made if it is not there.</param>
    /// <param name="from">The address of a mirror's folder, which has the files as NAME.gz. Default: the original
    /// place.</param>
    /// <param name="progress">Receives the share that is done, from 0 to 1; may be null.</param>
    /// <param name="cancellationToken">Interrupts the download; the next call continues it.</param>
    /// <returns>How many files were downloaded.</returns>
    /// <exception cref="InputException">There is no such data set, a file cannot be downloaded, or it has the wrong
    /// content.</exception>
    public static async Task<int> GetAsync(
        string name,
        string folder,
        string? from = null,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        (string source, KnownFile[] files) = KnownData.Find(name);
        Uri address = Address(from ?? source);
        bool made = !Directory.Exists(folder);
        Directory.CreateDirectory(folder);
        using HttpClient client = new() { Timeout = Timeout.InfiniteTimeSpan };
        int fetched = 0;
        try
        {
            for (int i = 0; i < files.Length; i++)
            {
                string path = Path.Combine(folder, files[i].Name + KnownData.Gzip);
                if (!IsWhole(path, files[i]))
                {
                    await FetchAsync(
                            client,
                            new Uri(address, files[i].Name + KnownData.Gzip),
                            path,
                            files[i],
                            cancellationToken
                        )
                        .ConfigureAwait(false);
                    fetched++;
                }

                progress?.Report((i + 1.0) / files.Length);
            }

            return fetched;
        }
        finally
        {
            if (made && !Directory.EnumerateFileSystemEntries(folder).Any())
                Directory.Delete(folder);
        }
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address)
        && address.Scheme is "http" or "https"
            ? address
            : throw new InputException(
                $"'{text}' is no address to fetch from; write http://HOST/FOLDER or https://HOST/FOLDER"
            );

    private static async Task FetchAsync(
        HttpClient client,
        Uri address,
        string path,
        KnownFile file,
        CancellationToken cancellationToken
    )
    {
        string part = path + ".part";
        try
        {
            await AppendAsync(client, address, part, file, cancellationToken).ConfigureAwait(false);
        }
        catch (InputException)
        {
            File.Delete(part);
            throw;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            if (new FileInfo(part) is { Exists: true, Length: 0 })
                File.Delete(part);
            throw new InputException(
                $"{address} cannot be fetched: {exception.Message}; try again, which continues the download, "
                    + "or name a mirror with `From`",
                exception
            );
        }

        if (!IsWhole(part, file))
        {
            File.Delete(part);
            throw new InputException(
                $"{address} is not {file.Name}: its checksum is wrong; name another mirror " + "with `From`"
            );
        }

        File.Move(part, path, overwrite: true);
    }

    private static async Task AppendAsync(
        HttpClient client,
        Uri address,
        string part,
        KnownFile file,
        CancellationToken cancellationToken
    )
    {
        using FileStream target = new(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        using HttpRequestMessage request = new(HttpMethod.Get, address);
        if (target.Length > 0)
            request.Headers.Range = new RangeHeaderValue(target.Length, null);
        using CancellationTokenSource silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(Patience);
        try
        {
            using HttpResponseMessage response = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token)
                .ConfigureAwait(false);
            // All of it is there already.
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
                return;
            response.EnsureSuccessStatusCode();
            // A server without range requests sends the whole file again.
            target.SetLength(response.StatusCode == HttpStatusCode.PartialContent ? target.Length : 0);
            target.Seek(0, SeekOrigin.End);
            using Stream content = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
            byte[] buffer = new byte[BufferBytes];
            for (int read; (read = await content.ReadAsync(buffer, silence.Token).ConfigureAwait(false)) > 0; )
            {
                silence.CancelAfter(Patience);
                // A packed file is never more than a few bytes larger than its content.
                if (target.Length + read > file.Length + BufferBytes)
                    throw new InputException(
                        $"{address} is larger than {file.Name} can be; name another mirror with `From`"
                    );
                await target.WriteAsync(buffer.AsMemory(0, read), silence.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"no data came for {Patience.TotalSeconds:0} seconds");
        }
    }

    /// <summary>Whether a file exists and has the right content.</summary>
    private static bool IsWhole(string path, KnownFile file)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            using GZipStream content = new(File.OpenRead(path), CompressionMode.Decompress);
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            byte[] buffer = new byte[BufferBytes];
            long length = 0;
            for (int read; length <= file.Length && (read = content.Read(buffer)) > 0; length += read)
                hash.AppendData(buffer, 0, read);
            return length == file.Length && Convert.ToHexStringLower(hash.GetHashAndReset()) == file.Sha256;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
