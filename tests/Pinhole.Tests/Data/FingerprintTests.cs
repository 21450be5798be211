using Pinhole.Data;
using Pinhole.Tests.Contract;

namespace Pinhole.Tests.Data;

public class FingerprintTests
{
    [Fact]
    public void The_same_rows_have_the_same_and_all_others_another()
    {
        float[] values = SmallData.Smooth(6, 4).Values(),
            changed = [.. values];
        changed[^1] = MathF.BitIncrement(changed[^1]);
        int[] labels = [0, 1, 0, 1, 0, 1];
        string same = Fingerprint.Of(Dataset.FromRows(values, 4));

        Assert.Equal(same, Fingerprint.Of(Dataset.FromRows([.. values], 4)));
        Assert.Equal(64, same.Length);
        string[] all =
        [
            same,
            Fingerprint.Of(Dataset.FromRows(changed, 4)),
            Fingerprint.Of(Dataset.FromRows(values, 6)),
            Fingerprint.Of(Dataset.FromRows(values, 4).Take([1, 0, 2, 3, 4, 5])),
            Fingerprint.Of(Dataset.FromRows(values, 4, labels: labels)),
            Fingerprint.Of(Dataset.FromRows(values, 4, labels: [1, 0, 0, 1, 0, 1])),
            Fingerprint.Of(Dataset.FromRows(values, 4).WithContext(Dataset.FromRows(values, 4))),
            Fingerprint.Of(Dataset.FromRows(values, 4).WithTargets(Dataset.FromRows(values, 4))),
            Fingerprint.Of(Dataset.FromRows(values, 4).WithTargets(Dataset.FromRows(changed, 4))),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
    }
}
