namespace Pinhole.Engine.Kernels;

/// <content>Random numbers, each of which depends only on seed, stream and position.</content>
public abstract partial class Kernels
{
    /// <summary>target (+)= scale · source, with randomly chosen elements replaced by numbers.</summary>
    public abstract void ReplaceRandomly(in RandomReplacement replacement, Block source, Block target, bool accumulate);

    /// <summary>
    /// target = 1 where a uniform number is below the source, 0 elsewhere: a draw for each probability. The uniform
    /// number of element 64 k + 16 j + b is word j of the Philox block 16 k + b (<see cref="Random.Rng.Generate"/>),
    /// rounded to single precision and multiplied by (1 − 2⁻²⁴) / 2³², so that it is below 1.
    /// </summary>
    public abstract void DrawBernoulli(Block source, Block target, ulong seed, ulong stream);

    /// <summary>
    /// target = standard normal numbers, the i-th a function of seed, stream and i alone. Numbers 64 k to 64 k + 63
    /// come from the Philox blocks 16 k to 16 k + 15 (<see cref="Random.Rng.Generate"/>): the words w₀ to w₃ of block
    /// 16 k + b make the numbers b, 16 + b, 32 + b and 48 + b of the group, which are r(w₀) cos 2πt(w₁), r(w₀) sin
    /// 2πt(w₁), r(w₂) cos 2πt(w₃) and r(w₂) sin 2πt(w₃), where r(w) = √(−2 log((w + ½) / 2³²)) and t(w) = w / 2³² − ½
    /// (Box and Muller 1958), in single precision from w on.
    /// </summary>
    public abstract void FillNormal(Block target, ulong seed, ulong stream);
}
