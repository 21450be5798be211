namespace Pinhole.Data.Readers;

/// <summary>The rows of a table, one by one.</summary>
internal abstract class TableSource : IDisposable
{
    /// <summary>Where the table comes from, for messages.</summary>
    public abstract string Name { get; }

    /// <summary>The position of the current row, for messages.</summary>
    public abstract string Place { get; }

    /// <summary>What the columns are called.</summary>
    public abstract TableHeader Header { get; }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False when there is none.</returns>
    /// <exception cref="InputException">The row is damaged, or longer or shorter than the header.</exception>
    public abstract bool Read();

    /// <summary>
    /// Reads a number. A comma is the decimal separator if <paramref name="decimalComma"/>, otherwise it separates
    /// thousands.
    /// </summary>
    /// <returns>False if the field is no number. The number may be NaN or infinite.</returns>
    public abstract bool TryNumber(int field, bool decimalComma, out float value);

    /// <summary>The field as text.</summary>
    public abstract string Text(int field);

    /// <summary>Whether the field is empty or has a missing-value mark.</summary>
    public virtual bool IsMissing(int field) => TextCell.IsMissing(Text(field));

    /// <summary>Whether the field is a number with a decimal point.</summary>
    public virtual bool HasPoint(int field) => false;

    /// <summary>Whether the field has a comma in it.</summary>
    public virtual bool HasComma(int field) => false;

    /// <summary>Whether commas separate the fields, so that commas within a field are quoted.</summary>
    public virtual bool IsCommaSeparated => false;

    /// <summary>A remark on how the rows were read, or null; ask for it after all rows were read.</summary>
    public virtual string? Remark => null;

    public virtual void Dispose() => GC.SuppressFinalize(this);
}
