using Pinhole.Engine.Memory;

namespace Pinhole.Engine.Kernels.Cpu;

/// <summary>A loop that is compiled once for each function of one number.</summary>
internal interface IFunctionLoop
{
    void Run<TFunction>()
        where TFunction : unmanaged, IElementFunction;
}

/// <summary>A loop that is compiled once for each function of two numbers.</summary>
internal interface IBinaryLoop
{
    void Run<TFunction>()
        where TFunction : unmanaged, IBinaryFunction;
}

/// <summary>A loop that is compiled once for each loss.</summary>
internal interface ILossLoop
{
    void Run<TLoss>()
        where TLoss : unmanaged, ILossFunction;
}

/// <summary>Chooses the compiled loop of a function: the only list of functions.</summary>
internal static class FunctionChoice
{
    public static void Run<TLoop>(Activation activation, TLoop loop)
        where TLoop : struct, IFunctionLoop
    {
        switch (activation)
        {
            case Activation.Identity:
                loop.Run<IdentityFunction>();
                break;
            case Activation.Relu:
                loop.Run<ReluFunction>();
                break;
            case Activation.LeakyRelu:
                loop.Run<LeakyReluFunction>();
                break;
            case Activation.Elu:
                loop.Run<EluFunction>();
                break;
            case Activation.Tanh:
                loop.Run<TanhFunction>();
                break;
            case Activation.Sigmoid:
                loop.Run<SigmoidFunction>();
                break;
            case Activation.Softplus:
                loop.Run<SoftplusFunction>();
                break;
            case Activation.Gelu:
                loop.Run<GeluFunction>();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(activation), activation, "Not an activation.");
        }
    }

    public static void Run<TLoop>(UnaryFunction function, TLoop loop)
        where TLoop : struct, IFunctionLoop
    {
        switch (function)
        {
            case UnaryFunction.Square:
                loop.Run<SquareFunction>();
                break;
            case UnaryFunction.Sqrt:
                loop.Run<SqrtFunction>();
                break;
            case UnaryFunction.Exp:
                loop.Run<ExpFunction>();
                break;
            case UnaryFunction.Log:
                loop.Run<LogFunction>();
                break;
            case UnaryFunction.Abs:
                loop.Run<AbsFunction>();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "Not a function of one number.");
        }
    }

    public static void Run<TLoop>(BinaryFunction function, TLoop loop)
        where TLoop : struct, IBinaryLoop
    {
        switch (function)
        {
            case BinaryFunction.Add:
                loop.Run<AddFunction>();
                break;
            case BinaryFunction.Subtract:
                loop.Run<SubtractFunction>();
                break;
            case BinaryFunction.Multiply:
                loop.Run<MultiplyFunction>();
                break;
            case BinaryFunction.Divide:
                loop.Run<DivideFunction>();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "Not a function of two numbers.");
        }
    }

    public static void Run<TLoop>(LossFunction function, TLoop loop)
        where TLoop : struct, ILossLoop
    {
        switch (function)
        {
            case LossFunction.SquaredError:
                loop.Run<SquaredErrorLoss>();
                break;
            case LossFunction.AbsoluteError:
                loop.Run<AbsoluteErrorLoss>();
                break;
            case LossFunction.Huber:
                loop.Run<HuberLoss>();
                break;
            case LossFunction.BernoulliLogits:
                loop.Run<BernoulliLogitsLoss>();
                break;
            case LossFunction.PoissonLogRate:
                loop.Run<PoissonLogRateLoss>();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(function), function, "Not a loss.");
        }
    }
}

internal readonly unsafe struct MapLoop<T>(WorkerPool pool, float* x, float* y, long length) : IFunctionLoop
    where T : unmanaged, ISimd<T>
{
    public void Run<TFunction>()
        where TFunction : unmanaged, IElementFunction => pool.For(new MapRange<T, TFunction>(x, y), length);
}

internal readonly unsafe struct LinearLoop<T>(
    WorkerPool pool,
    float* input,
    float* weight,
    float* bias,
    float* output,
    int rows,
    int inputs,
    int outputs
) : IFunctionLoop
    where T : unmanaged, ISimd<T>
{
    public void Run<TFunction>()
        where TFunction : unmanaged, IElementFunction =>
        MatrixProduct<T>.Linear<TFunction>(pool, input, weight, bias, output, rows, inputs, outputs);
}

internal readonly unsafe struct MapBackwardLoop<T>(
    WorkerPool pool,
    float* x,
    float* y,
    float* dy,
    float* dx,
    bool accumulate,
    long length
) : IFunctionLoop
    where T : unmanaged, ISimd<T>
{
    public void Run<TFunction>()
        where TFunction : unmanaged, IElementFunction =>
        pool.For(new MapBackwardRange<T, TFunction>(x, y, dy, dx, accumulate), length);
}

internal readonly unsafe struct LinearActivationBackwardLoop<T>(
    WorkerPool pool,
    float* output,
    float* gradient,
    float* biasGradient,
    int rows,
    int columns,
    bool accumulateBias
) : IFunctionLoop
    where T : unmanaged, ISimd<T>
{
    public void Run<TFunction>()
        where TFunction : unmanaged, IElementFunction =>
        pool.For(
            new LinearActivationBackwardRange<T, TFunction>(
                output,
                gradient,
                biasGradient,
                rows,
                columns,
                accumulateBias
            ),
            columns,
            Ranges.ColumnGrain(rows)
        );
}

internal readonly unsafe struct BinaryLoop<T>(WorkerPool pool, float* a, float* b, float* y, long length) : IBinaryLoop
    where T : unmanaged, ISimd<T>
{
    public void Run<TFunction>()
        where TFunction : unmanaged, IBinaryFunction => pool.For(new BinaryRange<T, TFunction>(a, b, y), length);
}

internal readonly unsafe struct BinaryBackwardLoop<T>(
    WorkerPool pool,
    float* a,
    float* b,
    float* dy,
    float* da,
    bool accumulateLeft,
    float* db,
    bool accumulateRight,
    long length
) : IBinaryLoop
    where T : unmanaged, ISimd<T>
{
    public void Run<TFunction>()
        where TFunction : unmanaged, IBinaryFunction =>
        pool.For(new BinaryBackwardRange<T, TFunction>(a, b, dy, da, accumulateLeft, db, accumulateRight), length);
}

internal readonly unsafe struct LossLoop<T>(
    WorkerPool pool,
    float* prediction,
    float* target,
    float parameter,
    float* losses,
    int rows,
    int columns,
    int group
) : ILossLoop
    where T : unmanaged, ISimd<T>
{
    public void Run<TLoss>()
        where TLoss : unmanaged, ILossFunction =>
        pool.For(
            new LossRange<T, TLoss>(prediction, target, parameter, losses, columns, group),
            rows,
            Ranges.RowGrain(columns)
        );
}

internal readonly unsafe struct LossBackwardLoop<T>(
    WorkerPool pool,
    float* prediction,
    float* target,
    float parameter,
    float* lossGradient,
    float* predictionGradient,
    int rows,
    int columns,
    int group,
    bool accumulate
) : ILossLoop
    where T : unmanaged, ISimd<T>
{
    public void Run<TLoss>()
        where TLoss : unmanaged, ILossFunction =>
        pool.For(
            new LossBackwardRange<T, TLoss>(
                prediction,
                target,
                parameter,
                lossGradient,
                predictionGradient,
                columns,
                group,
                accumulate
            ),
            rows,
            Ranges.RowGrain(columns)
        );
}
