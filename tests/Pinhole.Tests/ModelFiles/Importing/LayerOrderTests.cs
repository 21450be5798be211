using Pinhole.ModelFiles;
using Pinhole.ModelFiles.Importing;

namespace Pinhole.Tests.ModelFiles.Importing;

public class LayerOrderTests
{
    [Theory]
    [InlineData("encoder.2", "encoder.10", "decoder.0")]
    [InlineData("model.encoder.layers.9", "model.encoder.layers.10", "model.decoder.layers.2")]
    [InlineData("enc1", "enc2", "dec1")]
    [InlineData("fc1", "fc21", "fc22")]
    [InlineData("encoder.0", "encoder.mu", "encoder.logvar")]
    [InlineData("encoder.0", "fc_mu", "fc_var")]
    [InlineData("z_mean", "z_log_var", "decode")]
    [InlineData("fcMean", "fcLogVar", "decoder_input")]
    public void Names_say_the_order(params string[] names)
    {
        ForeignLayer[] layers = [.. names.Select(Layer)];

        Assert.Equal(names, layers.Reverse().Order(LayerOrder.Comparer).Select(layer => layer.Name));
        Assert.True(LayerOrder.IsKnown(layers[0], layers[1]) && LayerOrder.IsKnown(layers[1], layers[2]));
    }

    [Theory]
    [InlineData("down", "up")]
    [InlineData("encoder.first", "encoder.last")]
    [InlineData("encoder.1", "encoder.01")]
    [InlineData("fc", "fc2")]
    [InlineData("mu", "sigma")]
    [InlineData("mean", "std")]
    [InlineData("layer1", "decoder.1")]
    public void Names_that_do_not_say_it_are_known_as_such(string one, string other)
    {
        Assert.False(LayerOrder.IsKnown(Layer(one), Layer(other)));
        Assert.False(LayerOrder.IsKnown(Layer(other), Layer(one)));
        Assert.NotEqual(0, LayerOrder.Comparer.Compare(Layer(one), Layer(other)));
    }

    [Theory]
    [InlineData("encoder.0", true)]
    [InlineData("model.Encoder.0", true)]
    [InlineData("sequence.0", false)]
    [InlineData("encoder.mu", false)]
    [InlineData("decoder.0", false)]
    public void The_encoder_is_found_by_whole_words(string name, bool expected) =>
        Assert.Equal(expected, LayerOrder.IsOfEncoder(Layer(name)));

    private static ForeignLayer Layer(string name) => new(name, new Dictionary<string, StoredTensor>());
}
