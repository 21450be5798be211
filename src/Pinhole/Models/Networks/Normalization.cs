namespace Pinhole.Models.Networks;

/// <summary>What hidden layers are normalized over, before their activation.</summary>
public enum Normalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>
    /// Each feature over the rows of the batch, and over the pixels of an image (Ioffe and Szegedy 2015).
    /// </summary>
    Batch,

    /// <summary>Each row over its features (Ba et al. 2016).</summary>
    Layer,
}
