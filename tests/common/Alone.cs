namespace Pinhole.Tests.Common;

/// <summary>Tests that measure the whole process and run while no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
