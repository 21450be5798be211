using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Engine.Tests.Ops;

public sealed class AffineTests()
    : OpContract<Affine>(
        Affine.Instance,
        new OpCase("affine", x => x[0].Affine(-0.75f, 2.5f), new OpArguments(First: -0.75f, Second: 2.5f)),
        new OpCase("negative", x => -x[0], new OpArguments(First: -1f)),
        new OpCase("plus_number", x => x[0] + 1.25f, new OpArguments(First: 1f, Second: 1.25f)),
        new OpCase("plus_number", x => 1.25f + x[0], new OpArguments(First: 1f, Second: 1.25f)),
        new OpCase("minus_number", x => x[0] - 1.25f, new OpArguments(First: 1f, Second: -1.25f)),
        new OpCase("number_minus", x => 1.25f - x[0], new OpArguments(First: -1f, Second: 1.25f)),
        new OpCase("times_number", x => x[0] * 1.25f, new OpArguments(First: 1.25f)),
        new OpCase("times_number", x => 1.25f * x[0], new OpArguments(First: 1.25f)),
        new OpCase("divided_by_number", x => x[0] / 1.25f, new OpArguments(First: 0.8f))
    );
