using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Pinhole.Data;

/// <summary>
/// A place in a database: "sqlite:FILE?table=NAME" or "postgres://USER@HOST/DATABASE?table=NAME", with "query=SELECT …"
/// instead of the table to read rows. Settings of PostgreSQL may come before it:
/// "…/DATABASE?sslmode=require&amp;table=NAME". The address may contain a password, but PGPASSWORD or ~/.pgpass is a
/// better place for it.
/// </summary>
public sealed class DatabaseAddress
{
    private const string SqliteScheme = "sqlite:";
    private const int SqliteFull = 13;

    private static readonly string[] Marks = ["?table=", "?query=", "&table=", "&query="];

    // The names that PostgreSQL's own programs use, and the driver's names.
    private static readonly Dictionary<string, string> Settings = new()
    {
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["channel_binding"] = "Channel Binding",
        ["connect_timeout"] = "Timeout",
    };

    private static readonly string[] PostgresSchemes = ["postgres://", "postgresql://"];

    private readonly string _address;

    private DatabaseAddress(string address, string place, string? table, string? query)
    {
        _address = address;
        IsSqlite = IsSqliteAddress(address);
        Place = place;
        Table = table;
        Query = query;
    }

    /// <summary>The database without user and password, for messages.</summary>
    public string Place { get; }

    /// <summary>The table; null if there is a query.</summary>
    public string? Table { get; }

    /// <summary>The query; null if there is a table.</summary>
    public string? Query { get; }

    /// <summary>The name of the rows: that of the table or, for a query, of the database.</summary>
    public string Name => Table ?? Path.GetFileName(Place);

    /// <summary>Whether it is an SQLite file; otherwise it is a PostgreSQL server.</summary>
    internal bool IsSqlite { get; }

    /// <summary>Whether an address names a database.</summary>
    public static bool Is(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return IsSqliteAddress(address)
            || Array.Exists(PostgresSchemes, scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// Removes the password from an address; other text stays as it is. A password with characters that should have
    /// been escaped, such as / and ?, is removed as well.
    /// </summary>
    public static string WithoutPassword(string address)
    {
        if (!Is(address) || IsSqliteAddress(address))
            return address;
        int start = address.IndexOf("://", StringComparison.Ordinal) + 3,
            end = Mark(address) is >= 0 and int mark ? mark : address.Length;
        int at = address.LastIndexOf('@', end - 1, end - start),
            colon = at < 0 ? -1 : address.IndexOf(':', start, at - start);
        return colon < 0 ? address : address.Remove(colon, at - colon);
    }

    /// <summary>Parses an address.</summary>
    /// <param name="address">An address for which <see cref="Is"/> is true.</param>
    /// <exception cref="InputException">It names no database, or neither a table nor a query.</exception>
    public static DatabaseAddress Parse(string address)
    {
        string shown = WithoutPassword(address);
        int mark = Mark(address);
        string[] choice = mark < 0 ? [] : address[(mark + 1)..].Split('=', 2);
        if (choice is not [_, { Length: > 0 } text])
            throw new InputException(
                $"{shown.Split('?')[0]} does not say which rows; end it with ?table=NAME or ?query=SELECT…, in quotes"
            );

        // A query that is escaped for a URL has no blanks.
        text = text.Contains(' ') ? text : Uri.UnescapeDataString(text);
        string database = address[..mark],
            place = IsSqliteAddress(address) ? database[SqliteScheme.Length..] : PostgresPlace(shown);
        if (place.Length == 0)
            throw new InputException($"{shown} names no database; write, for example, sqlite:FILE?table=NAME");
        return new DatabaseAddress(
            database,
            place,
            choice[0] == "table" ? text : null,
            choice[0] == "query" ? text : null
        );
    }

    /// <summary>The same table in another SQLite file, with the same name in messages.</summary>
    internal DatabaseAddress In(string path) => new(SqliteScheme + path, Place, Table, Query);

    /// <summary>Opens a connection to the database.</summary>
    /// <param name="write">Whether to allow writing; otherwise the connection is read-only.</param>
    /// <exception cref="InputException">There is no such database, or it cannot be reached.</exception>
    internal DbConnection Open(bool write) =>
        Guard(() =>
        {
            DbConnection connection = IsSqlite ? Sqlite(write) : Postgres(write);
            try
            {
                connection.Open();
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });

    /// <summary>A name, quoted for use in a query.</summary>
    internal static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Runs an action and turns the database's errors into one line that names the database.</summary>
    internal T Guard<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SqliteFull)
        {
            throw new IOException("the disk is full", exception);
        }
        catch (DbException exception)
        {
            string message = exception is PostgresException told ? told.MessageText : exception.Message;
            throw new InputException(
                $"{Place}: {message.ReplaceLineEndings(" ").TrimEnd('.')}; check the address and the query",
                exception
            );
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or UriFormatException)
        {
            throw new InputException(
                $"{Place}: the address cannot be understood; write postgres://USER@HOST:PORT/DATABASE?table=NAME, "
                    + "with the password in PGPASSWORD",
                exception
            );
        }
    }

    private static bool IsSqliteAddress(string address) =>
        address.StartsWith(SqliteScheme, StringComparison.OrdinalIgnoreCase);

    // The position where the table or the query begins; −1 if there is none.
    private static int Mark(string address)
    {
        int[] marks =
        [
            .. Marks.Select(mark => address.IndexOf(mark, StringComparison.Ordinal)).Where(mark => mark >= 0),
        ];
        return marks.Length == 0 ? -1 : marks.Min();
    }

    private static string PostgresPlace(string shown)
    {
        string rest = shown[..Mark(shown)];
        rest = rest[(rest.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('?')[0];
        return rest[(rest.IndexOf('@', StringComparison.Ordinal) + 1)..];
    }

    private SqliteConnection Sqlite(bool write)
    {
        string file = _address[SqliteScheme.Length..];
        if (!write && !File.Exists(file))
            throw new InputException($"{Place} does not exist; check the path");
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is string folder && !Directory.Exists(folder))
            throw new InputException(
                $"{Place} is in a folder that does not exist; make {folder} first, or choose another place"
            );
        return new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = write ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
    }

    private NpgsqlConnection Postgres(bool write)
    {
        Uri uri = new(_address);
        string[] user = uri.UserInfo.Split(':', 2);
        NpgsqlConnectionStringBuilder settings = new()
        {
            Host = uri.Host,
            Port = uri.Port < 0 ? NpgsqlConnection.DefaultPort : uri.Port,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
            ApplicationName = "pinhole",
            Pooling = false,
        };
        if (user[0].Length > 0)
            settings.Username = Uri.UnescapeDataString(user[0]);
        if (user.Length > 1)
            settings.Password = Uri.UnescapeDataString(user[1]);
        foreach (string setting in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = setting.Split('=', 2);
            if (pair is not [_, { Length: > 0 } value] || !Settings.TryGetValue(pair[0], out string? keyword))
                throw new InputException(
                    $"{Place}: the address has '{pair[0]}', which is no known setting; settings are "
                        + $"{string.Join(", ", Settings.Keys)}, each as NAME=VALUE"
                );
            // The driver writes VerifyFull for verify-full.
            settings[keyword] =
                pair[0] == "sslrootcert"
                    ? Uri.UnescapeDataString(value)
                    : value.Replace("-", "", StringComparison.Ordinal);
        }

        if (!write)
            settings.Options = "-c default_transaction_read_only=on";
        return new NpgsqlConnection(settings.ToString());
    }
}
