using System.Net;
using System.Net.Sockets;
using Pinhole.Data;

namespace Pinhole.Tests.Data;

/// <summary>Against a server of the test's own, which gives what it is told to.</summary>
public sealed class KnownDataDownloadTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly HttpListener _server = new();
    private readonly List<string> _asked = [];
    private readonly string _address;
    private Func<string, byte[]?> _content = _ => null;
    private int? _breakAfter;
    private bool _knowsRanges = true;

    public KnownDataDownloadTests()
    {
        using (TcpListener port = new(IPAddress.Loopback, 0))
        {
            port.Start();
            _address = $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/";
        }

        _server.Prefixes.Add(_address);
        _server.Start();
        _ = Serve();
    }

    [RealDataFact("mnist")]
    public async Task Files_are_fetched_once_checked_and_gone_on_with_where_they_broke_off()
    {
        _content = name => File.ReadAllBytes(Repository.RealData($"mnist/{name}"));
        _breakAfter = 5_000_000;
        InputException broken = await Assert.ThrowsAsync<InputException>(() =>
            KnownDataDownload.GetAsync("mnist", _folder.Path("mnist"), _address)
        );
        Assert.Contains("try again", broken.Message, StringComparison.Ordinal);
        long part = new FileInfo(_folder.Path("mnist/train-images-idx3-ubyte.gz.part")).Length;
        Assert.InRange(part, 1, 5_000_000);

        _breakAfter = null;
        Assert.Equal(4, await KnownDataDownload.GetAsync("mnist", _folder.Path("mnist"), _address));
        Assert.Contains($"train-images-idx3-ubyte.gz from {part}", _asked);
        Assert.Equal(60_000, KnownData.Open("mnist", _folder.Path("mnist")).Train.Rows);

        _asked.Clear();
        Assert.Equal(0, await KnownDataDownload.GetAsync("mnist", _folder.Path("mnist"), _address));
        Assert.Empty(_asked);
    }

    [RealDataFact("mnist")]
    public async Task A_server_without_ranges_sends_all_again()
    {
        _content = name => File.ReadAllBytes(Repository.RealData($"mnist/{name}"));
        _knowsRanges = false;
        Directory.CreateDirectory(_folder.Path("mnist"));
        File.WriteAllText(_folder.Path("mnist/train-images-idx3-ubyte.gz.part"), "a part of something else");
        Assert.Equal(4, await KnownDataDownload.GetAsync("mnist", _folder.Path("mnist"), _address));
    }

    [Fact]
    public async Task Another_file_is_refused_and_does_not_stay()
    {
        _content = _ => new byte[1000];
        InputException refusal = await Assert.ThrowsAsync<InputException>(() =>
            KnownDataDownload.GetAsync("mnist", _folder.Path("mnist"), _address)
        );
        Assert.Contains("checksum", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Path("mnist")));
    }

    [Fact]
    public async Task More_than_a_file_can_be_is_not_taken()
    {
        _content = _ => new byte[60_000_000];
        InputException refusal = await Assert.ThrowsAsync<InputException>(() =>
            KnownDataDownload.GetAsync("mnist", _folder.Path("mnist"), _address)
        );
        Assert.Contains("larger", refusal.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Path("mnist")));
    }

    [Theory]
    [InlineData("mnits", null, "did you mean 'mnist'")]
    [InlineData("mnist", "ftp://somewhere", "no address")]
    [InlineData("mnist", "http://127.0.0.1:1/", "cannot be fetched")]
    public async Task What_cannot_be_fetched_is_an_error_of_one_line(string name, string? from, string says)
    {
        InputException refusal = await Assert.ThrowsAsync<InputException>(() =>
            KnownDataDownload.GetAsync(name, _folder.Path("x"), from)
        );
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.False(Directory.Exists(_folder.Path("x")));
    }

    [Fact]
    public async Task A_file_that_the_mirror_lacks_is_named() =>
        Assert.Contains(
            "train-images-idx3-ubyte.gz",
            (
                await Assert.ThrowsAsync<InputException>(() =>
                    KnownDataDownload.GetAsync("mnist", _folder.Path("x"), _address)
                )
            ).Message,
            StringComparison.Ordinal
        );

    public void Dispose()
    {
        _server.Close();
        _folder.Dispose();
    }

    private async Task Serve()
    {
        while (_server.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _server.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            try
            {
                Answer(context);
            }
            catch (Exception exception) when (exception is HttpListenerException or IOException)
            {
                // The other side has hung up.
                continue;
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        string name = context.Request.Url!.AbsolutePath.Trim('/');
        long from =
            context.Request.Headers["Range"] is string range && _knowsRanges
                ? long.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture)
                : 0;
        _asked.Add($"{name} from {from}");
        byte[]? content = _content(name);
        context.Response.StatusCode =
            content is null ? 404
            : from > 0 ? 206
            : 200;
        if (content is not null)
        {
            context.Response.ContentLength64 = content.Length - from;
            int length = (int)Math.Min(content.Length - from, _breakAfter ?? int.MaxValue);
            context.Response.OutputStream.Write(content.AsSpan((int)from, length));
            if (length < content.Length - from)
            {
                context.Response.Abort();
                return;
            }
        }

        context.Response.Close();
    }
}
