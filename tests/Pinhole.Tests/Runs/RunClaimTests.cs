using Pinhole.Runs;
using Pinhole.Tests.Data;

namespace Pinhole.Tests.Runs;

public class RunClaimTests
{
    [Fact]
    public void A_folder_that_is_claimed_is_refused_even_by_force_and_free_again_afterwards()
    {
        using TestFolder folder = new();
        string run = folder.Path("runs/a");
        using (RunFolder.Claim(run, force: false))
            Refusal.Says(() => RunFolder.Claim(run, force: true), "another run is being written to", "choose another");
        Assert.False(Directory.Exists(folder.Path("runs")));
        RunFolder.Claim(run, force: false).Dispose();
    }

    [Fact]
    public void Runs_that_begin_at_once_each_get_a_folder_of_their_own()
    {
        using TestFolder folder = new();
        RunClaim[] claims = new RunClaim[8];
        Parallel.For(0, claims.Length, i => claims[i] = RunFolder.ClaimFree(folder.Path("runs/a"), force: i % 2 == 0));
        Assert.Equal(claims.Length, claims.Select(claim => claim.Folder).Distinct().Count());
        foreach (RunClaim claim in claims)
            claim.Dispose();
        Assert.Empty(Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void What_a_process_that_was_killed_has_left_blocks_nobody()
    {
        using TestFolder folder = new();
        File.WriteAllText(folder.Path(".claim"), "");
        using RunClaim claim = RunFolder.Claim(folder.Root, force: false);
        Assert.True(File.Exists(folder.Path(".claim")));
    }
}
