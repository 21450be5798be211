using Pinhole.Engine.Autograd;
using Pinhole.Engine.Ops;

namespace Pinhole.Engine.Tests.Ops;

public sealed class LogTests()
    : OpContract<Log>(Log.Instance, new OpCase("log", x => x[0].Log(), default(OpArguments)));
