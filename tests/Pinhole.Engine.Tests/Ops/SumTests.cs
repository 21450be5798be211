using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Engine.Tests.Ops;

public sealed class SumTests()
    : OpContract<Sum>(
        Sum.Instance,
        new OpCase("sum", x => x[0].Sum(), new OpArguments(First: 1f)),
        new OpCase("mean", x => x[0].Mean(), new OpArguments(First: 1f / 21f))
    );
