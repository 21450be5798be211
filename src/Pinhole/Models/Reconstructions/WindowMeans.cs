using System.Collections.Concurrent;
using Pinhole.Data;
using Pinhole.Engine.Autograd;
using Pinhole.Engine.Kernels;
using Pinhole.Engine.Ops;

namespace Pinhole.Models.Reconstructions;

/// <summary>
/// The means over all windows of images, one pixel apart: along the rows by a product with a banded matrix, then along
/// the columns of the transposed image.
/// </summary>
internal readonly struct WindowMeans
{
    private static readonly ConcurrentDictionary<(int Length, int Window), float[]> Bands = [];

    private readonly ImageShape _image;
    private readonly Tensor _across;
    private readonly Tensor _down;

    /// <summary>Puts the matrices onto a tape.</summary>
    /// <param name="tape">The tape of the images.</param>
    /// <param name="image">The shape of the images.</param>
    /// <param name="window">The sides of a window; shorter if the image is smaller.</param>
    public WindowMeans(Tape tape, ImageShape image, int window)
    {
        _image = image;
        _across = Band(tape, image.Width, Math.Min(window, image.Width));
        _down = Band(tape, image.Height, Math.Min(window, image.Height));
        Pixels = Math.Min(window, image.Width) * Math.Min(window, image.Height);
    }

    /// <summary>Pixels in a window.</summary>
    public int Pixels { get; }

    /// <summary>The mean of each window.</summary>
    /// <param name="images">[batch, channels · height · width].</param>
    /// <returns>[batch · channels · windows from left to right, windows from top to bottom].</returns>
    public Tensor Of(Tensor images)
    {
        Tape tape = images.Tape;
        int planes = images.Shape.Rows * _image.Channels,
            across = _across.Shape.Columns;
        Tensor rows = tape.View(images, new Shape(planes * _image.Height, _image.Width)).MatMul(_across);
        Tensor turned = tape.View(rows, new Shape(planes, _image.Height * across))
            .Unfold(new Patches(_image.Height, across, 1, _image.Height, 1));
        return turned.MatMul(_down);
    }

    /// <summary>The mean over the windows and channels of an image.</summary>
    /// <param name="windows">[batch · channels · windows from left to right, windows from top to bottom].</param>
    /// <returns>[batch].</returns>
    public Tensor Average(Tensor windows)
    {
        int count = _image.Channels * _across.Shape.Columns * _down.Shape.Columns;
        int batch = (int)(windows.Shape.Length / count);
        return windows.Tape.View(windows, new Shape(batch, count)).SumFeatures() / count;
    }

    /// <summary>[length, windows], the weight of each pixel in each window.</summary>
    private static Tensor Band(Tape tape, int length, int window)
    {
        float[] band = Bands.GetOrAdd((length, window), static key =>
        {
            int windows = key.Length - key.Window + 1;
            float[] shares = new float[key.Length * windows];
            for (int start = 0; start < windows; start++)
            {
                for (int pixel = start; pixel < start + key.Window; pixel++)
                    shares[(pixel * windows) + start] = 1f / key.Window;
            }

            return shares;
        });
        return tape.Input(band, new Shape(length, length - window + 1));
    }
}
