using System.Globalization;
using Pinhole.Numerics;

namespace Pinhole.Training;

/// <summary>Whether PCA is fitted for a training, and on how many of its rows.</summary>
/// <param name="Rows">How many of the training rows; 0 for no PCA.</param>
/// <param name="Note">What to know of it; null where it is fitted on all rows.</param>
internal sealed record BaselinePlan(int Rows, string? Note)
{
    // About ten seconds of one core.
    private const double MostWork = 1e11;

    // 1 GB of components. While they are found they take two to four times as much.
    private const long MostValues = 1L << 28;

    // Fewer rows than this for a component say little about it.
    private const int RowsForAComponent = 4;

    // Where directions are found at random, some more are looked at, in double precision.
    private const int BytesAValue = 20;

    /// <summary>Plans it.</summary>
    /// <param name="choice">What is wanted.</param>
    /// <param name="sizes">Of the training rows.</param>
    /// <exception cref="InputException">PCA is wanted by name and does not fit in memory.</exception>
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
                return new BaselinePlan(0, "No PCA was fitted, as none was asked for.");
            case BaselineChoice.Pca:
                long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
                if (values > Array.MaxLength || values > available / BytesAValue)
                    throw new InputException(
                        $"PCA of {size} does not fit in memory; set {nameof(TrainingOptions.Baseline)} to none, or "
                            + "choose a smaller latent"
                    );
                return new BaselinePlan(sizes.Rows, null);
        }

        if (values > MostValues)
            return new BaselinePlan(0, $"No PCA was fitted: {size} take much memory.");
        int least = (int)Math.Min(sizes.Rows, Math.Max(2, (long)RowsForAComponent * sizes.Components)),
            rows = sizes.Rows;
        while (rows > least && sizes.Work(rows) > MostWork)
            rows = Math.Max(least, (int)(rows * 0.9));
        if (sizes.Work(rows) > MostWork)
            return new BaselinePlan(0, $"No PCA was fitted: {size} take long.");
        return new BaselinePlan(
            rows,
            rows == sizes.Rows
                ? null
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"PCA was fitted on {rows:#,0} of the {sizes.Rows:#,0} training rows, at even distances."
                )
        );
    }
}

/// <summary>What the cost of a PCA depends on.</summary>
/// <param name="Rows">Training rows.</param>
/// <param name="Columns">Numbers in a row.</param>
/// <param name="OutputColumns">Numbers in a row that is rebuilt.</param>
/// <param name="Components">How many are found.</param>
/// <param name="Kept">Numbers that are kept of a row, where rows stay sparse; null for all.</param>
internal readonly record struct BaselineSizes(int Rows, int Columns, int OutputColumns, int Components, double? Kept)
{
    /// <summary>The multiplications that some of the rows take.</summary>
    public double Work(int rows) =>
        PrincipalComponents.EstimateWork(rows, Columns, Components, Kept) + ((double)rows * OutputColumns * Components);
}
