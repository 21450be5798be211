using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Pinhole.Cli.Tests.Parsing;

public sealed class ImageOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_of_resized_images_takes_a_folder_without_repeating_the_options()
    {
        for (int i = 0; i < 6; i++)
            Image(
                $"photos/{(i < 3 ? "cat" : "dog")}/{i}.pgm",
                $"P2 {i + 4} 6 9 "
                    + $"{string.Join(' ', Enumerable.Range(0, (i + 4) * 6).Select(pixel => pixel * (i + 1) % 10))}"
            );
        Image("others/a.pgm", "P2 2 1 255 0 200");
        Image("others/b.ppm", "P3 1 1 255 10 20 30");
        PinholeCommand.Result trained = PinholeCommand.Run(
            _folder.Path,
            "train",
            "photos",
            "--image-size",
            "4x3",
            "--color",
            "grey",
            "--latent",
            "2",
            "--epochs",
            "2",
            "--out",
            "run",
            "--json"
        );
        PinholeCommand.Result rebuilt = PinholeCommand.Run(
            _folder.Path,
            "reconstruct",
            "run",
            "others",
            "--out",
            "r.npy"
        );
        PinholeCommand.Result colored = PinholeCommand.Run(
            _folder.Path,
            "encode",
            "run",
            "others",
            "--color",
            "color",
            "--out",
            "z.npy"
        );
        JsonElement evaluated = TrainedRun.Json(
            PinholeCommand.Run(_folder.Path, "evaluate", "run", "photos", "--json").Output
        );

        Assert.True(trained.ExitCode == 0, trained.Errors);
        Assert.True(rebuilt.ExitCode == 0, rebuilt.Errors);
        Assert.Equal("(2, 3, 4)", _folder.NpyShape("r.npy"));
        Assert.Equal(2, colored.ExitCode);
        Assert.Contains(
            "images of 4×3 in color, but the model takes 4×3",
            Assert.Single(colored.ErrorLines),
            StringComparison.Ordinal
        );
        Assert.Equal(6, evaluated.GetProperty("rows").GetInt32());
    }

    [Fact]
    public async Task A_run_on_a_folder_is_resumed_with_its_options()
    {
        for (int i = 0; i < 4; i++)
            Image($"photos/{i}.pgm", $"P2 {i + 1} 1 9 {string.Join(' ', Enumerable.Repeat(2 * i, i + 1))}");
        string first = await RunTo(
            "epoch ",
            "train",
            "photos",
            "--image-size",
            "2",
            "--latent",
            "1",
            "--epochs",
            "100000",
            "--patience",
            "0",
            "--out",
            "run"
        );
        Assert.Contains("go on with pinhole train --resume run", first, StringComparison.Ordinal);
        string second = await RunTo("resume ", "train", "--resume", "run");
        Assert.Contains("of 100000, after step ", second, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_patches_says_which_patches_it_takes()
    {
        Volume("brain.nii", 6, 4, 8);
        PinholeCommand.Result trained = PinholeCommand.Run(
            _folder.Path,
            "train",
            "brain.nii",
            "--patch",
            "3x2",
            "--latent",
            "2",
            "--epochs",
            "2",
            "--out",
            "run"
        );
        Assert.True(trained.ExitCode == 0, trained.Errors);
        Assert.Contains("encode run brain.nii --patch 3x2", trained.Output + trained.Errors, StringComparison.Ordinal);

        PinholeCommand.Result encoded = PinholeCommand.Run(
            _folder.Path,
            "encode",
            "run",
            "brain.nii",
            "--patch",
            "3x2",
            "--out",
            "-"
        );
        Assert.Equal(
            ["id", "brain.nii x=0 y=0 z=0", "brain.nii x=3 y=0 z=0", "brain.nii x=0 y=2 z=0"],
            encoded.Output.Split('\n')[..4].Select(line => line.Split(',')[0])
        );
        Assert.Equal(
            0,
            PinholeCommand
                .Run(_folder.Path, "reconstruct", "run", "brain.nii", "--patch", "3x2", "--out", "r.npy")
                .ExitCode
        );
        Assert.Equal("(32, 2, 3)", _folder.NpyShape("r.npy"));
        PinholeCommand.Result refused = PinholeCommand.Run(_folder.Path, "encode", "run", "brain.nii");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--patch to 3x2", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        PinholeCommand.Result whole = PinholeCommand.Run(
            _folder.Path,
            "data",
            "describe",
            "brain.nii",
            "--patch",
            "volume",
            "--json"
        );
        Assert.Equal(
            (1, 192),
            (
                TrainedRun.Json(whole.Output).GetProperty("rows").GetInt32(),
                TrainedRun.Json(whole.Output).GetProperty("columns").GetInt32()
            )
        );
    }

    [Theory]
    [InlineData("0")]
    [InlineData("8x")]
    [InlineData("2x2x2x2")]
    [InlineData("volumes")]
    public void A_patch_that_is_none_is_told(string patch)
    {
        PinholeCommand.Result refused = PinholeCommand.Run(
            _folder.Path,
            "data",
            "describe",
            "brain.nii",
            "--patch",
            patch
        );
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains(
            $"--patch '{patch}' is not possible",
            Assert.Single(refused.ErrorLines),
            StringComparison.Ordinal
        );
    }

    // A NIfTI-1 file of bytes.
    private void Volume(string name, short width, short height, short depth)
    {
        byte[] file = new byte[352 + (width * height * depth)];
        foreach ((int at, int value) in new[] { (0, 348), (40, 3), (42, width), (44, height), (46, depth), (70, 2) })
            BitConverter.TryWriteBytes(file.AsSpan(at), (ushort)value);
        BitConverter.TryWriteBytes(file.AsSpan(108), 352f);
        "n+1"u8.CopyTo(file.AsSpan(344));
        for (int i = 352; i < file.Length; i++)
            file[i] = (byte)(i * i % 251);
        File.WriteAllBytes(_folder.Of(name), file);
    }

    private async Task<string> RunTo(string start, params string[] arguments)
    {
        using Process process = PinholeCommand.Start(_folder.Path, arguments);
        StringBuilder errors = new();
        while (await process.StandardError.ReadLineAsync() is string line)
        {
            errors.AppendLine(line);
            if (line.StartsWith(start, StringComparison.Ordinal))
                break;
        }

        PinholeCommand.Signal(process, "INT");
        errors.Append(await process.StandardError.ReadToEndAsync());
        Assert.True(process.WaitForExit(30_000));
        return errors.ToString();
    }

    [Theory]
    [InlineData("--image-size", "0")]
    [InlineData("--image-size", "4x")]
    [InlineData("--image-size", "4x3x2")]
    [InlineData("--image-size", "-4")]
    [InlineData("--image-size", "70000")]
    [InlineData("--color", "blue")]
    [InlineData("--color", "grey")]
    [InlineData("--image-size", "8")]
    public void What_cannot_be_is_refused_in_one_line(string option, string value)
    {
        PinholeCommand.Result result = PinholeCommand.Run(
            _folder.Path,
            "train",
            "digits",
            "--rows",
            "9",
            option,
            value,
            "--out",
            "run"
        );

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(
            value == "70000" ? "70000×70000 pixels" : option,
            Assert.Single(result.ErrorLines),
            StringComparison.Ordinal
        );
        Assert.Empty(_folder.Entries);
    }

    private void Image(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.Of(name))!);
        _folder.Write(name, content);
    }
}
