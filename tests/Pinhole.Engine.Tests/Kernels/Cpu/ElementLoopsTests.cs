using FsCheck;
using FsCheck.Fluent;
using Pinhole.Engine.Kernels;

namespace Pinhole.Engine.Tests.Kernels.Cpu;

public sealed class ElementLoopsTests
{
    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Activations_agree_with_the_reference_at_every_length(int lanes)
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            foreach (int length in Lengths.All)
            {
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) => device.Activate(activation, b[0], b[1]),
                    1e-6,
                    [1],
                    Seam.Random(length, 1, -6, 6),
                    Seam.Target(length, accumulate: false)
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Slopes_of_activations_agree_with_the_reference_at_every_length(int lanes)
    {
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            foreach (int length in Lengths.All)
            {
                bool accumulate = length % 2 == 0;
                float[] input = Seam.Random(length, 1, -6, 6);
                float[] output = [.. input.Select(x => (float)ReferenceMath.Value(activation, x))];
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) => device.ActivateBackward(activation, b[0], b[1], b[2], b[3], accumulate),
                    2e-6,
                    [3],
                    input,
                    output,
                    Seam.Random(length, 2),
                    Seam.Target(length, accumulate)
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Functions_of_one_number_agree_with_the_reference_at_every_length(int lanes)
    {
        foreach (UnaryFunction function in Enum.GetValues<UnaryFunction>())
        {
            float low = function is UnaryFunction.Sqrt or UnaryFunction.Log ? 0.1f : -4f;
            foreach (int length in Lengths.All)
            {
                bool accumulate = length % 2 == 0;
                float[] input = Seam.Random(length, 1, low, 4);
                float[] output = [.. input.Select(x => (float)ReferenceMath.Value(function, x))];
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) => device.Unary(function, b[0], b[1]),
                    1e-6,
                    [1],
                    input,
                    Seam.Target(length, accumulate: false)
                );
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) => device.UnaryBackward(function, b[0], b[1], b[2], b[3], accumulate),
                    1e-6,
                    [3],
                    input,
                    output,
                    Seam.Random(length, 2),
                    Seam.Target(length, accumulate)
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Affine_agrees_with_the_reference_for_any_length_and_numbers(int lanes)
    {
        Gen<(int, int, int, bool)> arguments =
            from length in Gen.Choose(0, 20_000)
            from scale in Gen.Choose(-30, 30)
            from shift in Gen.Choose(-30, 30)
            from accumulate in Gen.Elements(false, true)
            select (length, scale, shift, accumulate);
        Prop.ForAll(arguments.ToArbitrary(), a =>
                Seam.Agrees(
                    Widths.Get(lanes),
                    (device, b) => device.Affine(b[0], a.Item2 / 8f, a.Item3 / 8f, b[1], a.Item4),
                    1e-6,
                    [1],
                    Seam.Random(a.Item1, 1),
                    Seam.Target(a.Item1, a.Item4)
                )
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Affine_may_write_over_its_source(int lanes) =>
        Seam.Agrees(
            Widths.Get(lanes),
            (device, b) => device.Affine(b[0], 3f, -1f, b[0], accumulate: false),
            1e-6,
            [0],
            Seam.Random(77, 1)
        );

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void A_copy_is_exact_to_the_sign_of_zero(int lanes)
    {
        Device device = Widths.Get(lanes);
        float[] numbers = [1f, -0f, 0f, float.NaN, float.PositiveInfinity, float.Epsilon, -3f, .. Seam.Random(30, 1)];
        using Storage source = device.Allocate(numbers.Length),
            target = device.Allocate(numbers.Length);
        device.Write(numbers, source.All);
        device.Copy(source.All, target.All);
        float[] copied = new float[numbers.Length];
        device.Read(target.All, copied);
        Assert.Equal(numbers.Select(BitConverter.SingleToInt32Bits), copied.Select(BitConverter.SingleToInt32Bits));
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Copy_and_fill_stay_within_their_blocks(int lanes)
    {
        foreach (int length in Lengths.All)
        {
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.Copy(b[0], b[1]),
                0,
                [1],
                Seam.Random(length, 1),
                Seam.Target(length, accumulate: false)
            );
            Seam.Agrees(
                Widths.Get(lanes),
                (device, b) => device.Fill(b[0], 2.5f),
                0,
                [0],
                Seam.Target(length, accumulate: false)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void What_is_not_a_number_stays_visible_in_every_function(int lanes)
    {
        Device device = Widths.Get(lanes);
        using Storage input = device.Allocate(37),
            output = device.Allocate(37);
        device.Fill(input.All, float.NaN);
        foreach (Activation activation in Enum.GetValues<Activation>())
        {
            device.Activate(activation, input.All, output.All);
            AssertAll(float.IsNaN, device, output, activation.ToString());
        }

        foreach (UnaryFunction function in Enum.GetValues<UnaryFunction>())
        {
            device.Unary(function, input.All, output.All);
            AssertAll(float.IsNaN, device, output, function.ToString());
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Large_numbers_never_become_something_that_is_no_number(int lanes)
    {
        Device device = Widths.Get(lanes);
        using Storage input = device.Allocate(37),
            output = device.Allocate(37),
            one = device.Allocate(37),
            slope = device.Allocate(37);
        device.Fill(one.All, 1f);
        foreach (
            float size in new[] { 50f, 88f, 89f, 104f, 1e4f, 1e10f, 1e30f, float.MaxValue, float.PositiveInfinity }
        )
        {
            foreach (float x in new[] { size, -size })
            {
                device.Fill(input.All, x);
                foreach (Activation activation in Enum.GetValues<Activation>())
                {
                    // GELU multiplies x by a tail that never quite reaches 0, which shows from 1e36 on.
                    if (activation == Activation.Gelu && size > 1e30f)
                        continue;
                    device.Activate(activation, input.All, output.All);
                    AssertAll(y => !float.IsNaN(y), device, output, $"{activation}({x})");
                    device.ActivateBackward(activation, input.All, output.All, one.All, slope.All, accumulate: false);
                    AssertAll(y => y is >= -0.2f and <= 1.2f, device, slope, $"slope of {activation} at {x}");
                }

                device.Unary(UnaryFunction.Exp, input.All, output.All);
                AssertAll(y => y >= 0, device, output, $"Exp({x})");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Widths.Supported), MemberType = typeof(Widths))]
    public void Logarithm_and_root_keep_their_limits(int lanes)
    {
        Device device = Widths.Get(lanes);
        float[] x = [0f, -0f, -1f, float.PositiveInfinity, 1f, float.NegativeInfinity];
        using Storage input = device.Allocate(x.Length),
            output = device.Allocate(x.Length);
        device.Write(x, input.All);
        float[] y = new float[x.Length];
        device.Unary(UnaryFunction.Log, input.All, output.All);
        device.Read(output.All, y);
        Assert.Equal(
            [float.NegativeInfinity, float.NegativeInfinity, float.NaN, float.PositiveInfinity, 0f, float.NaN],
            y
        );
        device.Unary(UnaryFunction.Sqrt, input.All, output.All);
        device.Read(output.All, y);
        Assert.Equal([0f, -0f, float.NaN, float.PositiveInfinity, 1f, float.NaN], y);
    }

    private static void AssertAll(Func<float, bool> holds, Device device, Storage storage, string what)
    {
        float[] values = new float[storage.Length];
        device.Read(storage.All, values);
        for (int i = 0; i < values.Length; i++)
            Assert.True(holds(values[i]), $"{what} gave {values[i]} in element {i}.");
    }
}
