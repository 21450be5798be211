using Pinhole.Data.Generators;
using Pinhole.Data.Readers;
using Pinhole.Data.Readers.Images;
using Pinhole.Data.Stores;

namespace Pinhole.Data;

/// <summary>Finds out what an address is: a generator, a folder, a file or a database.</summary>
internal static class DatasetAddress
{
    /// <summary>Opens the data at an address, with their context and targets.</summary>
    /// <exception cref="InputException">There is no such data, or it cannot be used.</exception>
    public static Dataset Open(string address, DataOptions options)
    {
        Dataset rows = Dataset.Of(Read(address, options));
        if (SideRows.Find(ref rows, options.Context, "`Context`") is Dataset context)
            rows = rows.WithContext(context);
        if (options.Targets == DataOptions.LabelsAsTargets)
            return rows.WithLabelTargets();
        return SideRows.Find(ref rows, options.Targets, "`Targets`") is Dataset targets
            ? rows.WithTargets(targets)
            : rows;
    }

    private static StoredRows Read(string address, DataOptions options)
    {
        if (options.Transpose && !(File.Exists(address) && DatasetFile.IsMatrixMarket(address)))
            throw new InputException(
                $"{address} is no Matrix Market file, and only these can be transposed; leave out `Transpose`"
            );
        if (BuiltInGenerators.Find(address) is Generator generator)
        {
            ImageForm.Refuse(options, address);
            NiftiReader.RefusePatches(options, address);
            return generator.Generate(options);
        }

        if (DatabaseAddress.Is(address))
        {
            DatabaseAddress database = DatabaseAddress.Parse(address);
            ImageForm.Refuse(options, database.Place);
            NiftiReader.RefusePatches(options, database.Place);
            return TableReader.Read(() => new DatabaseTable(database), options, database.Name);
        }

        if (Directory.Exists(address))
            return DatasetFolder.Read(address, options);
        if (File.Exists(address))
            return DatasetFile.Read(address, options);

        bool path = address.Contains('/') || address.Contains('\\') || Path.HasExtension(address);
        throw new InputException(
            path ? $"{address} does not exist; check the path"
            : KnownData.Names.Contains(address)
                ? $"{address} is no built-in data; fetch it with pinhole data get {address}, and name the file that "
                    + "this prints"
            : Suggestion.Unknown("data", address, BuiltInGenerators.Names) + ", or a file"
        );
    }
}
