using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Pinhole.Data.Readers;

/// <summary>The rows of a table or of a query in a database, read one by one through a read-only connection.</summary>
internal sealed class DatabaseTable : TableSource
{
    private readonly DatabaseAddress _address;
    private readonly DbConnection _connection;
    private readonly DbDataReader _reader;
    private long _row;

    /// <summary>Runs the query.</summary>
    /// <exception cref="InputException">The database cannot be reached, or refuses the query.</exception>
    public DatabaseTable(DatabaseAddress address)
    {
        _address = address;
        _connection = address.Open(write: false);
        try
        {
            _reader = address.Guard(() =>
                Execute(address.Query ?? $"SELECT * FROM {DatabaseAddress.Quoted(address.Table!)}")
            );
        }
        catch
        {
            _connection.Dispose();
            throw;
        }

        Header = new TableHeader(
            _reader.FieldCount,
            [.. Enumerable.Range(0, _reader.FieldCount).Select(_reader.GetName)]
        );
    }

    public override string Name => _address.Place;

    public override string Place => $"row {_row}";

    public override TableHeader Header { get; }

    public override bool Read()
    {
        _row++;
        return _address.Guard(_reader.Read);
    }

    public override bool TryNumber(int field, bool decimalComma, out float value)
    {
        object found = _reader.GetValue(field);
        value = found switch
        {
            double number => (float)number,
            long number => number,
            int number => number,
            float number => number,
            short number => number,
            decimal number => (float)number,
            bool truth => truth ? 1 : 0,
            _ => float.NaN,
        };
        return !float.IsNaN(value)
            || found is double or float
            || (found is string text && TextCell.TryNumber(Encoding.UTF8.GetBytes(text), decimalComma, out value));
    }

    public override string Text(int field) =>
        _reader.GetValue(field) switch
        {
            DBNull => "",
            string text => text,
            byte[] => throw new InputException(
                $"{Name}, {Place}, {Header.Title(field)}: binary data; leave the column out with `Ignore`, or out of "
                    + "the query"
            ),
            object value => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };

    public override bool IsMissing(int field) => _reader.IsDBNull(field) || base.IsMissing(field);

    public override void Dispose()
    {
        _reader.Dispose();
        _connection.Dispose();
        base.Dispose();
    }

    // An SQLite file was opened read-only. In PostgreSQL, one statement could allow writing and the next could write.
    // So only one statement runs, in a read-only transaction that it cannot end.
    private DbDataReader Execute(string query)
    {
        if (!_connection.CanCreateBatch)
        {
            DbCommand command = _connection.CreateCommand();
            command.CommandText = query;
            command.CommandTimeout = 0;
            return command.ExecuteReader(CommandBehavior.SingleResult);
        }

        DbBatch batch = _connection.CreateBatch();
        DbBatchCommand only = batch.CreateBatchCommand();
        only.CommandText = query;
        batch.BatchCommands.Add(only);
        batch.Timeout = 0;
        batch.Transaction = _connection.BeginTransaction();
        return batch.ExecuteReader(CommandBehavior.SingleResult);
    }
}
