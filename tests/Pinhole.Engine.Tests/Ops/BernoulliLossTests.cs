using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Engine.Tests.Ops;

public sealed class BernoulliLossTests()
    : OpContract<BernoulliLoss>(
        BernoulliLoss.Instance,
        new OpCase("bernoulli", x => x[0].BernoulliLoss(x[1]), default(OpArguments)),
        new OpCase("bernoulli_groups", x => x[0].BernoulliLoss(x[1]), default(OpArguments))
    );
