namespace Pinhole.Training;

/// <summary>The baseline that a trained model is compared with.</summary>
public enum BaselineChoice
{
    /// <summary>
    /// PCA if it is cheap: fitted on some of the rows if there are very many, and not at all if even these need much
    /// time or memory. Only the sizes of the data decide, so every machine decides the same.
    /// </summary>
    Auto,

    /// <summary>PCA on all training rows, whatever it costs.</summary>
    Pca,

    /// <summary>Nothing.</summary>
    None,
}
