using Pinhole.Models;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Models;

public class LatentsTests
{
    [Fact]
    public void Draws_are_normal_and_come_from_the_seed()
    {
        float[] latents = Latents.Normal(2000, 3, seed: 1);
        Assert.Equal(latents, Latents.Normal(2000, 3, seed: 1));
        Assert.NotEqual(latents, Latents.Normal(2000, 3, seed: 2));
        Assert.Equal(0, latents.Average(), 0.05);
        Assert.Equal(1, latents.Average(value => value * value), 0.05);
    }

    [Fact]
    public void A_traversal_moves_the_chosen_numbers_one_at_a_time() =>
        Assert.Equal(
            [5, 6, -2, 5, 6, 0, 5, 6, 2, -2, 6, 7, 0, 6, 7, 2, 6, 7],
            Latents.Traversal([5, 6, 7], [2, 0], count: 3, range: 2)
        );

    [Fact]
    public void More_than_memory_holds_is_refused() =>
        Refusal.Says(() => Latents.Normal(int.MaxValue, 2, 1), "2147483647 rows do not fit in memory");
}
