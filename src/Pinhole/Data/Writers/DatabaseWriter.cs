using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace Pinhole.Data.Writers;

/// <summary>
/// Writes rows into a new table of a database: the id first, if there is one, then the numbers, then the label. Writing
/// is atomic: at the end there is all of it or nothing, and this includes the file of a new database.
/// </summary>
public static class DatabaseWriter
{
    private const int MaximumSqliteColumns = 2000;
    private const int MaximumPostgresColumns = 1600;

    /// <summary>Checks that a table can be written, before any work is done.</summary>
    /// <param name="address">The table.</param>
    /// <param name="replace">Whether an existing table may be replaced.</param>
    /// <exception cref="InputException">The database cannot be reached, it already has the table, or the address has a
    /// query.</exception>
    public static void Require(DatabaseAddress address, bool replace)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.Table is not string table)
            throw new InputException(
                $"{address.Place}: rows are written into a table, not into a query; end the address with ?table=NAME"
            );
        if (replace || (address.IsSqlite && !File.Exists(address.Place)))
            return;
        using DbConnection connection = address.Open(write: false);
        if (address.Guard(() => Exists(connection, address)))
            throw new InputException(
                $"{address.Place} has a table '{table}' already; choose another name, or replace it with `Overwrite`"
            );
    }

    /// <summary>Writes the rows of a dataset.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="address">The table.</param>
    /// <param name="replace">Whether to replace an existing table; otherwise it is an error.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="InputException">As for <see cref="Require"/>, the rows are too wide, or the database refuses
    /// them.</exception>
    /// <exception cref="IOException">The disk is full.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing was written.</exception>
    public static void Write(
        ILabelledRows data,
        DatabaseAddress address,
        bool replace,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        Require(address, replace);
        int columns = Columns(data).Count(),
            most = address.IsSqlite ? MaximumSqliteColumns : MaximumPostgresColumns;
        if (columns > most)
            throw new InputException(
                $"{address.Place}: a table has at most {most} columns, and these rows need {columns}; write them to "
                    + "an .npy file"
            );
        if (address.IsSqlite && !File.Exists(address.Place))
            AtomicFile.Replace(address.Place, temporary =>
                WriteTable(data, address.In(temporary), cancellationToken, "PRAGMA journal_mode = OFF")
            );
        else
            WriteExisting(data, address, cancellationToken);
    }

    private static void WriteExisting(ILabelledRows data, DatabaseAddress address, CancellationToken cancellationToken)
    {
        try
        {
            WriteTable(data, address, cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is DbException)
        {
            throw new IOException($"{address.Place} cannot be written: {exception.Message}", exception);
        }
    }

    // The file is deleted if anything fails, so it needs no journal.
    private static void WriteTable(
        ILabelledRows data,
        DatabaseAddress address,
        CancellationToken cancellationToken,
        string? setting = null
    )
    {
        using DbConnection connection = address.Open(write: true);
        if (setting is not null)
            Execute(connection, null, setting);
        address.Guard(() =>
        {
            using DbTransaction transaction = connection.BeginTransaction();
            string table = DatabaseAddress.Quoted(address.Table!);
            Execute(connection, transaction, $"DROP TABLE IF EXISTS {table}");
            Execute(
                connection,
                transaction,
                $"CREATE TABLE {table} " + $"({string.Join(", ", Columns(data).Select(Definition))})"
            );
            if (connection is NpgsqlConnection postgres)
                Copy(postgres, table, data, cancellationToken);
            else
                Insert(connection, transaction, table, data, cancellationToken);
            transaction.Commit();
            return true;
        });
    }

    private static string Definition((string Name, string Type) column) =>
        $"{DatabaseAddress.Quoted(column.Name)} {column.Type}";

    private static IEnumerable<(string Name, string Type)> Columns(ILabelledRows data)
    {
        IEnumerable<(string, string)> columns = CsvWriter.ColumnNames(data).Select(name => (name, "real"));
        if (data.HasIds)
            columns = columns.Prepend(("id", "text"));
        return data.HasLabels ? columns.Append(("label", "text")) : columns;
    }

    private static void Insert(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        ILabelledRows data,
        CancellationToken cancellationToken
    )
    {
        using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        int count = Columns(data).Count();
        for (int i = 0; i < count; i++)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = $"$p{i}";
            command.Parameters.Add(parameter);
        }

        command.CommandText =
            $"INSERT INTO {table} VALUES ({string.Join(", ", Enumerable.Range(0, count).Select(i => $"$p{i}"))})";
        data.ForEachRow(
            (row, values) =>
            {
                int next = 0;
                if (data.HasIds)
                    command.Parameters[next++].Value = data.Id(row);
                foreach (float value in values)
                    command.Parameters[next++].Value = float.IsNaN(value) ? DBNull.Value : value;
                if (data.HasLabels)
                    command.Parameters[next].Value = data.Schema.ClassNames[data.Label(row)];
                command.ExecuteNonQuery();
            },
            cancellationToken
        );
    }

    private static void Copy(
        NpgsqlConnection connection,
        string table,
        ILabelledRows data,
        CancellationToken cancellationToken
    )
    {
        using NpgsqlBinaryImporter importer = connection.BeginBinaryImport($"COPY {table} FROM STDIN (FORMAT BINARY)");
        importer.Timeout = TimeSpan.Zero;
        data.ForEachRow(
            (row, values) =>
            {
                importer.StartRow();
                if (data.HasIds)
                    importer.Write(data.Id(row), NpgsqlDbType.Text);
                foreach (float value in values)
                {
                    if (float.IsNaN(value))
                        importer.WriteNull();
                    else
                        importer.Write(value, NpgsqlDbType.Real);
                }

                if (data.HasLabels)
                    importer.Write(data.Schema.ClassNames[data.Label(row)], NpgsqlDbType.Text);
            },
            cancellationToken
        );
        importer.Complete();
    }

    private static bool Exists(DbConnection connection, DatabaseAddress address)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = address.IsSqlite
            ? "SELECT count(*) FROM sqlite_master WHERE name = $name"
            : "SELECT count(*) FROM pg_class WHERE relname = $1 AND pg_table_is_visible(oid)";
        DbParameter name = command.CreateParameter();
        if (address.IsSqlite)
            name.ParameterName = "$name";
        name.Value = address.Table!;
        command.Parameters.Add(name);
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }

    private static void Execute(DbConnection connection, DbTransaction? transaction, string text)
    {
        using DbCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
