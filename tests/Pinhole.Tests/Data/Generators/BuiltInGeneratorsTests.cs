using Pinhole.Data;
using Pinhole.Data.Generators;

namespace Pinhole.Tests.Data.Generators;

public sealed class BuiltInGeneratorsTests
{
    [Fact]
    public void Every_generator_opens_by_its_name_and_describes_itself_in_one_line()
    {
        Assert.Equal(["digits", "curves", "shapes"], BuiltInGenerators.Names);
        foreach (Generator generator in BuiltInGenerators.All)
        {
            Dataset data = Dataset.Open(generator.Name, new DataOptions { Rows = 5 });
            Assert.Equal(
                (5, generator.Image.Height * generator.Image.Width, generator.Name),
                (data.Rows, data.Columns, data.Name)
            );
            Assert.Equal(generator.FactorNames.Count, data.Context?.Columns ?? 0);
            Assert.DoesNotContain('\n', generator.Description);
        }
    }
}
