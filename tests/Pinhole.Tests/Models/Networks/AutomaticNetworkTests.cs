using Pinhole.Data;
using Pinhole.Engine.Kernels;
using Pinhole.Models;
using Pinhole.Models.Bottlenecks;
using Pinhole.Models.Networks;
using Pinhole.Models.Reconstructions;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Models.Networks;

public class AutomaticNetworkTests
{
    private static readonly AutoencoderOptions Deep = Presets.Create("deep", 3, [8], Activation.Tanh);

    private static readonly Schema Table = new()
    {
        Columns = 9,
        Minimum = -3,
        Maximum = 3,
    };

    [Fact]
    public void Tables_get_linear_paths_beside_the_layers()
    {
        Assert.Equal(new ResidualNetwork([8], Activation.Tanh), Chosen(Deep, Table));
        Assert.Equal(new ResidualNetwork([8], Activation.Tanh), Chosen(Deep, Table with { Minimum = 0, Maximum = 1 }));
        Assert.Equal(
            new ResidualNetwork([8], Activation.Tanh),
            Chosen(Deep with { Reconstruction = new HuberReconstruction() }, Table)
        );
    }

    [Fact]
    public void Images_and_what_PCA_is_no_start_for_get_layers_alone()
    {
        DenseNetwork dense = new([8], Activation.Tanh);

        Assert.Equal(dense, Chosen(Deep, SmallData.Smooth(4, 9).Schema));
        Assert.Equal(
            dense,
            Chosen(
                Deep with
                {
                    Reconstruction = new BernoulliReconstruction(),
                },
                Table with
                {
                    Minimum = 0,
                    Maximum = 1,
                }
            )
        );
        Assert.Equal(dense, Chosen(Deep with { Bottleneck = new SparseBottleneck() }, Table));
        Assert.Equal(dense, Chosen(Deep with { Bottleneck = new GaussianBottleneck() }, Table));
        Assert.Equal(dense, Chosen(Deep with { Bottleneck = new DeterministicBottleneck(Activation.Sigmoid) }, Table));
        Assert.Equal(dense, Chosen(Deep with { OutputActivation = Activation.Sigmoid }, Table));
    }

    [Fact]
    public void It_cannot_be_built_before_it_is_chosen() =>
        Assert.Throws<InvalidOperationException>(() => new AutomaticNetwork([8]).BuildEncoder(new(), Table, code: 3));

    [Fact]
    public void Networks_of_the_same_layers_are_equal()
    {
        Assert.Equal(new AutomaticNetwork([5, 3]), new AutomaticNetwork(new List<int> { 5, 3 }));
        Assert.Equal(
            new AutomaticNetwork([5, 3]).GetHashCode(),
            new AutomaticNetwork(new List<int> { 5, 3 }).GetHashCode()
        );
        Assert.NotEqual(new AutomaticNetwork([5, 3]), new AutomaticNetwork());
        Assert.NotEqual(new AutomaticNetwork(), new AutomaticNetwork(Activation: Activation.Tanh));
    }

    private static Network Chosen(AutoencoderOptions options, Schema schema)
    {
        using Autoencoder model = Autoencoder.Create(options, schema);
        return model.Options.Network;
    }
}
