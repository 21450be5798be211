using Pinhole.Data.Generators;
using Pinhole.Data.Readers;
using Pinhole.Data.Readers.Images;
using Pinhole.Data.Stores;

namespace Pinhole.Data;

/// <summary>Finds out what an address means: a generator, a folder or a file.</summary>
internal static class DatasetAddress
{
    /// <summary>Opens what an address means, with the rows that go beside it.</summary>
    /// <exception cref="InputException">There is no such data, or it cannot be used.</exception>
    public static Dataset Open(string address, DataOptions options)
    {
        Dataset rows = Dataset.Of(Read(address, options));
        if (SideRows.Find(ref rows, options.Context, "context") is Dataset context)
            rows = rows.WithContext(context);
        if (options.Targets == DataOptions.LabelsAsTargets)
            return rows.WithLabelTargets();
        return SideRows.Find(ref rows, options.Targets, "targets") is Dataset targets
            ? rows.WithTargets(targets)
            : rows;
    }

    private static StoredRows Read(string address, DataOptions options)
    {
        if (options.Transpose && !(File.Exists(address) && DatasetFile.IsMatrixMarket(address)))
            throw new InputException(
                $"{address} is no Matrix Market file, and these alone can be turned; leave --transpose out"
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
