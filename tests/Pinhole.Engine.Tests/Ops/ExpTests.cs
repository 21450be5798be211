using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Engine.Tests.Ops;

public sealed class ExpTests()
    : OpContract<Exp>(Exp.Instance, new OpCase("exp", x => x[0].Exp(), default(OpArguments)));
