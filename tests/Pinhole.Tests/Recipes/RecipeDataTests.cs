using System.Buffers.Binary;
using Pinhole.Data;
using Pinhole.Recipes;

namespace Pinhole.Tests.Recipes;

public sealed class RecipeDataTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Generated_rows_are_cut_in_two()
    {
        (Dataset train, Dataset test) = new RecipeData("digits", 30, 12, Seed: 5).Open(null);
        Dataset all = Dataset.Open("digits", new DataOptions { Rows = 42, Seed = 5 });
        Assert.Equal((30, 12), (train.Rows, test.Rows));
        Assert.Equal(all.Row(29), train.Row(29));
        Assert.Equal(all.Row(30), test.Row(0));
    }

    [Fact]
    public void Known_data_come_from_a_folder_or_from_one_of_their_name_in_it()
    {
        WriteFiles(_folder, 10, 6);
        WriteFiles(Directory.CreateDirectory(Path.Combine(_folder, "fashion-mnist")).FullName, 8, 4);
        (Dataset train, Dataset test) = new RecipeData("mnist").Open(_folder);
        Assert.Equal((10, 6, 9), (train.Rows, test.Rows, train.Label(9)));
        (train, test) = new RecipeData("fashion-mnist", TrainRows: 5, TestRows: 3).Open(_folder);
        Assert.Equal((5, 3), (train.Rows, test.Rows));
    }

    [Fact]
    public void Pooled_rows_are_dealt_anew_and_none_is_lost()
    {
        WriteFiles(_folder, 10, 6);
        (Dataset train, Dataset test) = new RecipeData("mnist", 4, 12, Resplit: true).Open(_folder);
        Assert.Equal((4, 12), (train.Rows, test.Rows));
        float[] seen =
        [
            .. Enumerable.Range(0, 4).Select(row => train.Row(row)[0]),
            .. Enumerable.Range(0, 12).Select(row => test.Row(row)[0]),
        ];
        Assert.Equal([.. Enumerable.Range(0, 16).Select(row => row / 255f)], seen.Order());
        Assert.Contains(Enumerable.Range(0, 4), row => train.Row(row)[0] * 255 > 9.5);
        Assert.All(Enumerable.Range(0, 4), row =>
            Assert.Equal((int)MathF.Round(train.Row(row)[0] * 255) % 10, train.Label(row))
        );
    }

    [Fact]
    public void Rows_are_drawn_once_and_their_labels_become_their_targets()
    {
        (Dataset train, Dataset test) = new RecipeData("digits", 30, 12, Binarize: true, LabelTargets: true).Open(null);
        (Dataset grey, Dataset greyTest) = new RecipeData("digits", 30, 12).Open(null);
        Assert.All(Enumerable.Range(0, 30), row => Assert.Equal(grey.Binarize(1).Row(row), train.Row(row)));
        Assert.All(Enumerable.Range(0, 12), row => Assert.Equal(greyTest.Binarize(2).Row(row), test.Row(row)));
        Assert.Equal((10, 10), (train.Output.Columns, test.Output.Columns));
        Assert.Equal(1, test.Output.Row(3)[test.Label(3)]);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Assert.Contains(
            "name the folder where train-images-idx3-ubyte",
            Message(new RecipeData("mnist"), null),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "nowhere is not a folder; give the one with train-images-idx3-ubyte.gz",
            Message(new RecipeData("mnist"), "nowhere")
        );
        Assert.Equal(
            $"{_folder} has no train-images-idx3-ubyte.gz, which mnist needs; put it there, or give another folder",
            Message(new RecipeData("mnist"), _folder)
        );
        WriteFiles(_folder, 10, 6);
        Assert.EndsWith(
            "has 10 rows, fewer than the 11 needed; choose fewer",
            Message(new RecipeData("mnist", 11), _folder),
            StringComparison.Ordinal
        );
    }

    private static string Message(RecipeData data, string? folder) =>
        Assert.Throws<InputException>(() => data.Open(folder)).Message;

    // Each row of one pixel is its own number, and its label the last digit of that.
    private static void WriteFiles(string folder, int train, int test)
    {
        Write("train-images-idx3-ubyte", 0x803, train, 0, row => row);
        Write("train-labels-idx1-ubyte", 0x801, train, 0, row => row % 10);
        Write("t10k-images-idx3-ubyte", 0x803, test, train, row => row);
        Write("t10k-labels-idx1-ubyte", 0x801, test, train, row => row % 10);

        void Write(string name, int kind, int rows, int first, Func<int, int> value)
        {
            int header = kind == 0x803 ? 16 : 8,
                size = kind == 0x803 ? 2 : 1;
            byte[] bytes = new byte[header + (rows * size)];
            BinaryPrimitives.WriteInt32BigEndian(bytes, kind);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), rows);
            if (header == 16)
            {
                BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(8), 1);
                BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(12), size);
            }

            for (int row = 0; row < rows; row++)
                bytes[header + (row * size)] = (byte)value(first + row);
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        }
    }
}
