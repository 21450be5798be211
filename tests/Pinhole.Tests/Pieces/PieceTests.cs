using System.Collections;
using System.Reflection;
using System.Text.Json.Serialization;
using Pinhole.Data;
using Pinhole.ModelFiles.Onnx;
using Pinhole.Models;
using Pinhole.Models.Reconstructions;
using Pinhole.Pieces;
using Pinhole.Tests.Contract;
using Pinhole.Tests.Data;
using Pinhole.Tests.ModelFiles;
using Pinhole.Tests.ModelFiles.Onnx;

namespace Pinhole.Tests.Pieces;

/// <summary>
/// A piece that exists is described, is asked by the contract, has a model file that was kept, and can be exported:
/// whoever adds one learns here what is missing.
/// </summary>
public class PieceTests
{
    public static TheoryData<string> Names => [.. AllPieces.All.Select(pair => pair.Piece.Name)];

    public static TheoryData<string> OfModels => [.. AllPieces.OfModels.Select(piece => piece.Name)];

    public static TheoryData<string> KeptByModels => [.. AllPieces.KeptByModels.Select(piece => piece.Name)];

    [Fact]
    public void The_families_are_found() =>
        Assert.Equal(
            [
                "Bottleneck",
                "Corruption",
                "LearningRateSchedule",
                "Network",
                "OptimizerOptions",
                "PretrainingOptions",
                "Reconstruction",
                "Regularizer",
            ],
            AllPieces.Families.Select(family => family.Name).Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void A_piece_describes_itself(string name)
    {
        (Type family, Type piece) = AllPieces.All.Single(pair => pair.Piece.Name == name);
        PropertyInfo? own = piece.GetProperty("Description", BindingFlags.Public | BindingFlags.Static);
        Assert.True(own is not null, $"{name} has no Description");
        object description = own.GetValue(null)!;
        object all = family.GetProperty("Family", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        Assert.True(
            Values(all, "Pieces").Count(listed => ReferenceEquals(listed, description)) == 1,
            $"{name} is not in the list of {family.Name}.Family"
        );

        object standard = Value(description, "Standard")!;
        Assert.Equal(piece, standard.GetType());
        Assert.Same(description, piece.GetMethod("Describe", Type.EmptyTypes)!.Invoke(standard, null));
        Assert.Equal(AllPieces.JsonName(family, piece), Value(description, "Name"));
        AssertLine((string)Value(description, "Help")!);
        Assert.NotEmpty((string)description.GetType().GetMethod("Read")!.Invoke(description, [standard])!);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_property_of_a_piece_is_a_setting_that_can_be_read_and_replaced(string name)
    {
        (_, Type piece) = AllPieces.All.Single(pair => pair.Piece.Name == name);
        object description = piece.GetProperty("Description")!.GetValue(null)!;
        object standard = Value(description, "Standard")!;
        object[] settings = [.. Values(description, "Settings")];
        string[] described = [.. settings.Select(setting => ((Setting)setting).Name.Split('.')[0]).Distinct()];

        // What a piece takes from the data, or another piece within it, is no setting.
        string[] properties =
        [
            .. piece
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property =>
                    property.SetMethod is not null && property.GetCustomAttribute<JsonIgnoreAttribute>() is null
                )
                .Where(property => !AllPieces.Families.Contains(property.PropertyType))
                .Select(property => property.Name),
        ];
        Assert.Equal(properties.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        foreach (object each in settings)
        {
            Setting setting = (Setting)each;
            AssertLine(setting.Help);
            Assert.NotEmpty(setting.Range);
            object? value = Call(each, "Get", standard);
            object same = Call(each, "With", standard, value)!;
            Assert.Equal(value, Call(each, "Get", same));
            Assert.NotEmpty((string)Call(each, "Text", standard)!);
        }
    }

    [Theory]
    [MemberData(nameof(OfModels))]
    public void The_contract_asks_a_piece(string name) =>
        Assert.True(
            Settings
                .All.Values.Concat(
                    from preset in Presets.Names
                    from loss in Reconstruction.Names
                    select ModelContractTests.Options(preset, loss, SmallData.Smooth(20, 12), latent: 4)
                )
                .SelectMany(AllPieces.In)
                .Any(piece => piece.Name == name),
            $"no setting of the contract has a {name}; add one to tests/Pinhole.Tests/Contract/Settings.cs"
        );

    [Theory]
    [MemberData(nameof(KeptByModels))]
    public void A_model_file_of_a_piece_is_kept(string name) =>
        Assert.True(
            KeptModelsTests.Options.SelectMany(AllPieces.In).Any(piece => piece.Name == name),
            $"no file in tests/golden/models has a {name}; add one to KeptModelsTests"
        );

    [Theory]
    [MemberData(nameof(OfModels))]
    public void A_piece_has_a_form_in_ONNX(string name)
    {
        (AutoencoderOptions options, Dataset rows) = OnnxCases.All.Values.First(made =>
            AllPieces.In(made.Options).Any(piece => piece.Name == name)
        );
        using Autoencoder model = Autoencoder.Create(options, rows.Schema, seed: 3);
        model.FitPreprocessing(rows);
        using TestFolder folder = new();
        OnnxExport.Write(model, folder.Path("onnx"));
        Assert.NotEmpty(Directory.GetFiles(folder.Path("onnx")));
    }

    private static void AssertLine(string help)
    {
        Assert.NotEmpty(help);
        Assert.DoesNotContain('\n', help);
        Assert.False(help.EndsWith('.'), $"'{help}' ends in a full stop");
    }

    private static object? Value(object of, string property) => of.GetType().GetProperty(property)!.GetValue(of);

    private static IEnumerable<object> Values(object of, string property) =>
        ((IEnumerable)Value(of, property)!).Cast<object>();

    private static object? Call(object of, string method, params object?[] arguments) =>
        of.GetType().GetMethod(method)!.Invoke(of, arguments);
}
