using Pinhole.Cli.Parsing;

namespace Pinhole.Cli.Tests.Parsing;

public sealed class ParseErrorsTests
{
    [Theory]
    [InlineData(
        "trian digits",
        "unknown verb 'trian'; did you mean 'train'? valid: train, evaluate, encode, decode, reconstruct, score, "
            + "denoise, sample, interpolate, traverse, info, export, import, runs, reproduce, data"
    )]
    [InlineData("data lst", "unknown verb 'lst'; did you mean 'list'? valid: list, make")]
    [InlineData("train digits --epoch 5", "unknown option '--epoch'; did you mean '--epochs'? valid: --model")]
    [InlineData("train digits --model dep", "unknown --model 'dep'; did you mean 'deep'? valid: vanilla, deep")]
    [InlineData("train digits --epochs 0", "--epochs '0' is not possible; give a whole number of at least 1")]
    [InlineData("train digits --latent 0", "--latent '0' is not possible")]
    [InlineData("train digits --validation 1.5", "validation share of 1.5")]
    [InlineData("train digits --learning-rate 0", "learning rate of 0")]
    [InlineData("train digits --threads 99999", "--threads 99999 is too many")]
    [InlineData("train", "train needs DATA; write pinhole train DATA")]
    public void A_mistake_is_one_line_and_exit_code_2(string arguments, string expected)
    {
        using TemporaryFolder folder = new();
        PinholeCommand.Result result = PinholeCommand.Run(folder.Path, arguments.Split(' '));
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        string line = Assert.Single(result.ErrorLines);
        Assert.StartsWith("pinhole: ", line, StringComparison.Ordinal);
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Empty(folder.Entries);
    }

    [Theory]
    [InlineData("train --epoch=5 digits", "unknown option '--epoch'; did you mean '--epochs'?")]
    [InlineData("info --jsn x", "unknown option '--jsn'; did you mean '--json'?")]
    [InlineData("train digits -x", "unknown option '-x'; valid:")]
    [InlineData("train digits --out --forse", "unknown option '--forse'; did you mean '--force'?")]
    [InlineData("train digits --loss mze", "unknown --loss 'mze'; did you mean 'mse'? valid: mse, mae, huber, bce")]
    [InlineData("train digits --activation rellu", "did you mean 'relu'?")]
    [InlineData("train digits --optimizer adamx", "did you mean 'adam'?")]
    [InlineData("train digits --schedule cosin", "did you mean 'cosine'?")]
    [InlineData(
        "train digits --preprocess zscore",
        "--preprocess 'zscore': unknown preprocessing 'zscore'; valid: none, impute, library-size, log1p, minmax, "
            + "standardize"
    )]
    [InlineData("train digits --batch x", "--batch 'x' is not possible")]
    [InlineData("train digits --batch 1.5", "--batch '1.5' is not possible")]
    [InlineData("train digits --latent -3", "--latent '-3' is not possible")]
    [InlineData(
        "train digits --epochs 99999999999",
        "--epochs '99999999999' is not possible; give a whole number of at least 1, smaller than this"
    )]
    [InlineData("train digits --validation NaN", "--validation 'NaN' is not possible")]
    [InlineData("train digits --learning-rate inf", "--learning-rate 'inf' is not possible")]
    [InlineData("train digits --norm bach", "did you mean 'batch'?")]
    [InlineData("train digits --dropout -1", "--dropout '-1' is not possible")]
    [InlineData("train digits --hidden 12,x", "--hidden '12,x' is not possible")]
    [InlineData("train digits --hidden 12,", "--hidden '12,' is not possible")]
    [InlineData("train digits --hidden 0", "--hidden '0' is not possible")]
    [InlineData("train digits --threads 0", "--threads '0' is not possible")]
    [InlineData("train digits --seed -1", "--seed '-1' is not possible")]
    [InlineData("train digits --rows 0", "--rows '0' is not possible")]
    [InlineData("train digits more", "'more' is one argument too many")]
    [InlineData("encode run", "encode needs DATA; write pinhole encode MODEL DATA")]
    [InlineData("data make", "make needs NAME; write pinhole data make NAME")]
    [InlineData("train digits --out", "--out needs a value; write --out PATH")]
    [InlineData("train digits --seed 1 --seed 2", "--seed is given more than once")]
    [InlineData("train digits --hidden 4 --hidden 5", "--hidden is given more than once")]
    public void What_is_said_names_what_is_valid(string arguments, string expected) =>
        Assert.Contains(expected, ParseErrors.Find(CommandLine.Parse(arguments.Split(' '))), StringComparison.Ordinal);

    [Theory]
    [InlineData("train digits --json --quiet --debug")]
    [InlineData("--quiet train digits")]
    [InlineData("train digits --seed=5 --hidden 512,256")]
    [InlineData("train --help --nonsense")]
    [InlineData("--version")]
    [InlineData("train -- digits")]
    public void Nothing_is_said_of_what_is_right(string arguments) =>
        Assert.Null(ParseErrors.Find(CommandLine.Parse(arguments.Split(' '))));
}
