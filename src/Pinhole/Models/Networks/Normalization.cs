namespace Pinhole.Models.Networks;

/// <summary>The normalization of hidden layers, before their activation.</summary>
public enum Normalization
{
    /// <summary>No normalization.</summary>
    None,

    /// <summary>
    /// Each feature over the rows of the batch, and over the pixels of an image (Ioffe and Szegedy 2015).
    /// </summary>
    Batch,

    /// <summary>Each row over its features (Ba et al. 2016).</summary>
    Layer,
}
