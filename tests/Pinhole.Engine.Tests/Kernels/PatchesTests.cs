using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels;

public sealed class PatchesTests
{
    [Theory]
    [InlineData(28, 14)]
    [InlineData(27, 14)]
    [InlineData(14, 7)]
    [InlineData(7, 4)]
    [InlineData(1, 1)]
    public void Stride_two_halves_an_image_and_rounds_up(int pixels, int half)
    {
        Patches patches = new(pixels, pixels, 2, 3, 3, Stride: 2, Padding: 1);

        Assert.Equal(
            (half, half, half * half, 18, pixels * pixels * 2),
            (patches.Rows, patches.Columns, patches.Positions, patches.Size, patches.ImageSize)
        );
        Assert.True(patches.IsPossible);
    }

    [Fact]
    public void What_cannot_be_is_known()
    {
        Patches patches = new(4, 5, 1, 3, 3);
        Assert.True(patches.IsPossible);
        Assert.False(default(Patches).IsPossible);
        Assert.False((patches with { Height = 2 }).IsPossible);
        Assert.False((patches with { Channels = 0 }).IsPossible);
        Assert.False((patches with { Stride = 0 }).IsPossible);
        Assert.False((patches with { Padding = -1 }).IsPossible);
        Assert.Equal("patches of 3×3 pixels, 1 apart, of a 4×5×1 image with 0 around it", patches.ToString());
    }
}
