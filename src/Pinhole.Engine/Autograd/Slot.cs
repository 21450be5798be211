using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Autograd;

/// <summary>
/// One tensor of a tape. Its memory outlives a rewind and is reused by the call in the same position.
/// </summary>
internal struct Slot
{
    public Shape Shape;
    public Block Value;
    public Block Gradient;
    public Parameter? Parameter;
    public int ViewOf;
    public bool NeedsGradient;
    public bool IsVariable;
    public bool HasGradient;
    public SparseBlock Sparse;
    public bool IsSparse;
    public bool IsExpanded;
    public Storage? OwnValue;
    public Storage? OwnGradient;
    public Storage? OwnSparse;
}
