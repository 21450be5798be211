namespace Pinhole.Data.Readers;

/// <summary>The rows of a table, one after another, from the first on.</summary>
internal abstract class TableSource : IDisposable
{
    /// <summary>Where the table comes from, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>Where the current row lies, for messages.</summary>
    public abstract string Place { get; }

    /// <summary>What the columns are called.</summary>
    public abstract TableHeader Header { get; }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="InputException">The row is damaged, or longer or shorter than the header.</exception>
    public abstract bool Read();

    /// <summary>
    /// Reads a number; commas stand before decimals where <paramref name="decimalComma"/> says so, otherwise between
    /// thousands.
    /// </summary>
    /// <returns>False where the field is no number. The number may be NaN or infinite.</returns>
    public abstract bool TryNumber(int field, bool decimalComma, out float value);

    /// <summary>The field as text.</summary>
    public abstract string Text(int field);

    /// <summary>Whether the field holds nothing, or a mark that says so.</summary>
    public virtual bool IsMissing(int field) => TextCell.IsMissing(Text(field));

    /// <summary>Whether the field is a number that has decimals after a point.</summary>
    public virtual bool HasPoint(int field) => false;

    /// <summary>Whether the field has a comma in it.</summary>
    public virtual bool HasComma(int field) => false;

    /// <summary>Whether commas stand between the fields, so that those within a field are quoted.</summary>
    public virtual bool IsCommaSeparated => false;

    /// <summary>
    /// What people should know of how the rows were read, to be asked for when all were; null for nothing.
    /// </summary>
    public virtual string? Remark => null;

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
