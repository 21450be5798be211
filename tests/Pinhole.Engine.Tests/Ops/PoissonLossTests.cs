using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Engine.Tests.Ops;

public sealed class PoissonLossTests()
    : OpContract<PoissonLoss>(
        PoissonLoss.Instance,
        new OpCase("poisson", x => x[0].PoissonLoss(x[1]), default(OpArguments)),
        new OpCase("poisson_groups", x => x[0].PoissonLoss(x[1]), default(OpArguments))
    );
