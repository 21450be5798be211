using Pinhole.Data.Readers.Images;
using Pinhole.Data.Stores;

namespace Pinhole.Data.Readers;

/// <summary>Reads a folder as a dataset: of counts of cells, of images, or of volumes.</summary>
internal static class DatasetFolder
{
    /// <summary>Reads a folder that exists.</summary>
    /// <exception cref="InputException">It has no images, volumes or counts, it has both images and volumes, or a file
    /// cannot be used.</exception>
    public static StoredRows Read(string folder, DataOptions options) => InputFile.Guard(folder, () =>
        {
            DatasetFile.RequireNoColumns(folder, options);
            if (CellCounts.Recognizes(folder))
            {
                ImageForm.Refuse(options, folder);
                NiftiReader.RefusePatches(options, folder);
                return CellCounts.Read(folder, options);
            }

            FileList files = FileList.OfFolder(folder, path =>
                NiftiReader.IsCalledSo(path) || ImageFiles.Recognizes(path)
            )
                ?? throw new InputException(
                    $"{folder} is a folder without images or volumes; give one with {ImageReader.Kinds} files, or "
                        + "with NIfTI files, in it or in a sub-folder for each class"
                );
            ILookup<bool, string> kinds = files.Files.ToLookup(NiftiReader.IsCalledSo);
            if (kinds.Count > 1)
                throw new InputException(
                    $"{folder} has images and volumes, such as {files.Name(kinds[false].First())} and "
                        + $"{files.Name(kinds[true].First())}; give a folder with only one of these"
                );
            if (kinds.Contains(true))
            {
                ImageForm.Refuse(options, folder);
                return NiftiReader.Read(files, options);
            }

            NiftiReader.RefusePatches(options, folder);
            return ImageFiles.Read(files, options);
        });
}
