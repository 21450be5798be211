namespace Pinhole.Training;

/// <summary>What a trained model is compared with.</summary>
public enum BaselineChoice
{
    /// <summary>
    /// PCA where it costs little: on some of the rows where there are very many, and not at all where even these would
    /// take long or much memory. Sizes alone decide, so every machine decides alike.
    /// </summary>
    Auto,

    /// <summary>PCA on all training rows, whatever it costs.</summary>
    Pca,

    /// <summary>Nothing.</summary>
    None,
}
