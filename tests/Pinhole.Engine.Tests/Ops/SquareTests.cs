using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Engine.Tests.Ops;

public sealed class SquareTests()
    : OpContract<Square>(Square.Instance, new OpCase("square", x => x[0].Square(), default(OpArguments)));
