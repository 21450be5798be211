// In namespace Pinhole.Engine.Tests the word Kernels alone means the folder of tests.
global using Device = Pinhole.Engine.Kernels.Kernels;
