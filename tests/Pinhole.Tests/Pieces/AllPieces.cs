using System.Reflection;
using System.Text.Json.Serialization;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Corruptions;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Models.Regularizers;
using Pinhole.Optimizers;
using Pinhole.Optimizers.Schedules;
using Pinhole.Pieces;
using Pinhole.Training.Pretraining;

namespace Pinhole.Tests.Pieces;

/// <summary>All pieces that the library holds, found by their types, whatever the families list.</summary>
internal static class AllPieces
{
    /// <summary>The abstract record of each family.</summary>
    public static IReadOnlyList<Type> Families { get; } =
    [
        .. typeof(Autoencoder)
            .Assembly.GetTypes()
            .Where(type => type.IsAbstract && type.GetInterfaces().Any(face => IsPieceOf(face, type))),
    ];

    /// <summary>The pieces themselves, each with its family.</summary>
    public static IReadOnlyList<(Type Family, Type Piece)> All { get; } =
    [
        .. from family in Families
        from type in family.Assembly.GetTypes()
        where !type.IsAbstract && type.IsSubclassOf(family)
        select (family, type),
    ];

    /// <summary>The pieces that a model is made of.</summary>
    public static IEnumerable<Type> OfModels =>
        from pair in All
        where pair.Family.Namespace!.StartsWith("Pinhole.Models.", StringComparison.Ordinal)
        select pair.Piece;

    /// <summary>Those that a model keeps: a network that was left open is another one by then.</summary>
    public static IEnumerable<Type> KeptByModels =>
        OfModels.Where(piece =>
            Network.Family.Pieces.All(network => network.Standard.GetType() != piece || IsClosed(network.Standard))
        );

    /// <summary>The pieces of a model.</summary>
    public static IEnumerable<Type> In(AutoencoderOptions options) =>
        [
            options.Network.GetType(),
            options.Bottleneck.GetType(),
            options.Corruption.GetType(),
            .. options.Reconstruction is Reconstruction loss ? [loss.GetType()] : Type.EmptyTypes,
            .. options.Regularizers.Select(regularizer => regularizer.GetType()),
        ];

    /// <summary>The name that a piece has in JSON.</summary>
    public static string JsonName(Type family, Type piece) =>
        family
            .GetCustomAttributes<JsonDerivedTypeAttribute>()
            .Single(attribute => attribute.DerivedType == piece)
            .TypeDiscriminator!.ToString()!;

    /// <summary>The families as tables of the documentation have them.</summary>
    public static IEnumerable<string> Tables() =>
        [
            PieceTable.Of("Corruptions", Corruption.Family),
            PieceTable.Of("Networks", Network.Family),
            PieceTable.Of("Bottlenecks", Bottleneck.Family),
            PieceTable.Of("Reconstruction losses", Reconstruction.Family),
            PieceTable.Of("Penalties", Regularizer.Family),
            PieceTable.Of("Pretraining", PretrainingOptions.Family),
            PieceTable.Of("Optimizers", OptimizerOptions.Family),
            PieceTable.Of("Schedules of the step size", LearningRateSchedule.Family),
        ];

    private static bool IsClosed(Network network) => ReferenceEquals(network.Closed, network);

    private static bool IsPieceOf(Type face, Type type) =>
        face.IsGenericType
        && face.GetGenericTypeDefinition() == typeof(IPiece<>)
        && face.GetGenericArguments()[0] == type;
}
