using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Engine.Tests.Ops;

public sealed class SqrtTests()
    : OpContract<Sqrt>(Sqrt.Instance, new OpCase("sqrt", x => x[0].Sqrt(), default(OpArguments)));
