using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Engine.Tests.Ops;

public sealed class AbsoluteErrorTests()
    : OpContract<AbsoluteError>(
        AbsoluteError.Instance,
        new OpCase("absolute_error", x => x[0].AbsoluteError(x[1]), default(OpArguments)),
        new OpCase("absolute_error_groups", x => x[0].AbsoluteError(x[1]), default(OpArguments))
    );
