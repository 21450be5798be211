using System.Globalization;
using Pinhole.Numerics;

namespace Pinhole.Training;

/// <summary>Decides whether PCA is fitted for a training, and on how many of its rows.</summary>
/// <param name="Rows">The number of training rows to fit it on; 0 for no PCA.</param>
/// <param name="Note">Why there is no PCA, or on how many rows it is fitted; null if it is fitted on all rows.</param>
internal sealed record BaselinePlan(int Rows, string? Note)
{
    // About ten seconds on one core.
    private const double MaximumWork = 1e11;

    // 1 GB of components. Computing them takes two to four times as much memory.
    private const long MaximumValues = 1L << 28;

    // Fewer rows than this for each component give a poor estimate.
    private const int RowsForAComponent = 4;

    // The randomized method uses some more directions, in double precision.
    private const int BytesAValue = 20;

    /// <summary>Plans the baseline.</summary>
    /// <param name="choice">The setting.</param>
    /// <param name="sizes">The sizes of the training data.</param>
    /// <exception cref="InputException">PCA was requested and does not fit in memory.</exception>
    public static BaselinePlan For(BaselineChoice choice, in BaselineSizes sizes)
    {
        long values = (long)sizes.Components * Math.Max(sizes.Columns, sizes.OutputColumns);
        string size = string.Create(
            CultureInfo.InvariantCulture,
            $"{sizes.Components:#,0} components over {sizes.Columns:#,0} columns"
        );
        switch (choice)
        {
            case BaselineChoice.None:
                return new BaselinePlan(0, "No PCA was fitted, because none was requested.");
            case BaselineChoice.Pca:
                long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
                if (values > Array.MaxLength || values > available / BytesAValue)
                    throw new InputException(
                        $"PCA of {size} does not fit in memory; set {nameof(TrainingOptions.Baseline)} to none, or "
                            + "choose a smaller latent"
                    );
                return new BaselinePlan(sizes.Rows, null);
        }

        if (values > MaximumValues)
            return new BaselinePlan(0, $"No PCA was fitted: {size} take much memory.");
        int minimum = (int)Math.Min(sizes.Rows, Math.Max(2, (long)RowsForAComponent * sizes.Components)),
            rows = sizes.Rows;
        while (rows > minimum && sizes.Work(rows) > MaximumWork)
            rows = Math.Max(minimum, (int)(rows * 0.9));
        if (sizes.Work(rows) > MaximumWork)
            return new BaselinePlan(0, $"No PCA was fitted: {size} take long.");
        return new BaselinePlan(
            rows,
            rows == sizes.Rows
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"PCA was fitted on {rows:#,0} of the {sizes.Rows:#,0} training rows, evenly spaced."
                )
        );
    }
}

/// <summary>The sizes that determine the cost of a PCA.</summary>
/// <param name="Rows">Training rows.</param>
/// <param name="Columns">Numbers in a row.</param>
/// <param name="OutputColumns">Numbers in a reconstruction.</param>
/// <param name="Components">The number of components.</param>
/// <param name="Kept">The non-zero numbers of a sparse row; null if rows are dense.</param>
internal readonly record struct BaselineSizes(int Rows, int Columns, int OutputColumns, int Components, double? Kept)
{
    /// <summary>The number of multiplications for this many rows.</summary>
    public double Work(int rows) =>
        PrincipalComponents.EstimateWork(rows, Columns, Components, Kept) + ((double)rows * OutputColumns * Components);
}
