using Pinhole.Data;

namespace Pinhole.Tests.Data;

public sealed class DatabaseAddressTests
{
    [Theory]
    [InlineData("sqlite:a.db?table=t", true)]
    [InlineData("postgres://h/d?table=t", true)]
    [InlineData("postgresql://u:p@h/d", true)]
    [InlineData("rows.csv", false)]
    [InlineData("C:\\rows.csv", false)]
    public void Addresses_of_databases_are_known_by_how_they_start(string address, bool expected) =>
        Assert.Equal(expected, DatabaseAddress.Is(address));

    [Theory]
    [InlineData("postgres://ann:secret@host:5433/shop?table=t", "postgres://ann@host:5433/shop?table=t")]
    [InlineData(
        "postgres://ann:se@cret:x@host/shop?query=SELECT 'a:b@c'",
        "postgres://ann@host/shop?query=SELECT 'a:b@c'"
    )]
    [InlineData("postgres://ann:se/cr?et@host/shop?table=t", "postgres://ann@host/shop?table=t")]
    [InlineData("postgres://ann:se?cret@host/shop", "postgres://ann@host/shop")]
    [InlineData("postgres://ann@host:5433/shop", "postgres://ann@host:5433/shop")]
    [InlineData("postgres://host:5433/shop?query=SELECT '@'", "postgres://host:5433/shop?query=SELECT '@'")]
    [InlineData("sqlite:a:b@c.db?table=t", "sqlite:a:b@c.db?table=t")]
    [InlineData("a:b@c.csv", "a:b@c.csv")]
    public void A_password_is_taken_out(string address, string expected) =>
        Assert.Equal(expected, DatabaseAddress.WithoutPassword(address));

    [Theory]
    [InlineData("postgres://ann:secret@host:5433/shop?table=a%20b", "host:5433/shop", "a b", null)]
    [InlineData(
        "postgres://host/shop?query=SELECT a FROM b WHERE c LIKE '10%25'",
        "host/shop",
        null,
        "SELECT a FROM b WHERE c LIKE '10%25'"
    )]
    [InlineData("postgres://ann@host/shop?sslmode=require&connect_timeout=3&table=a&b", "host/shop", "a&b", null)]
    [InlineData(
        "postgres://ann:se?cret@host/shop?sslmode=require&query=SELECT a & 1 FROM b",
        "host/shop",
        null,
        "SELECT a & 1 FROM b"
    )]
    [InlineData("sqlite:folder/a.db?query=SELECT%201", "folder/a.db", null, "SELECT 1")]
    public void It_is_taken_apart(string address, string place, string? table, string? query)
    {
        DatabaseAddress parsed = DatabaseAddress.Parse(address);
        Assert.Equal((place, table, query), (parsed.Place, parsed.Table, parsed.Query));
    }

    [Theory]
    [InlineData("sslmode=never", "cannot be understood")]
    [InlineData("sslmod=require", "'sslmod', which is no known setting; settings are sslmode, ")]
    [InlineData("sslmode", "each as NAME=VALUE")]
    [InlineData("connect_timeout=long", "cannot be understood")]
    public void Settings_that_mean_nothing_are_refused(string setting, string reason) =>
        Refusal.Says(
            () => Dataset.Open($"postgres://ann:secret@127.0.0.1:1/shop?{setting}&table=t"),
            "127.0.0.1:1/shop",
            reason
        );

    [Theory]
    [InlineData("sqlite:a.db")]
    [InlineData("sqlite:a.db?")]
    [InlineData("sqlite:a.db?table=")]
    [InlineData("sqlite:a.db?tabel=x")]
    [InlineData("sqlite:?table=x")]
    [InlineData("postgres://ann:secret@host/shop")]
    [InlineData("postgres://ann:secret@host/shop?sslmode=require")]
    [InlineData("postgres://host/shop?user=ann&password=secret")]
    public void What_names_no_rows_is_refused_without_its_password(string address)
    {
        Refusal.Says(() => DatabaseAddress.Parse(address), "table=");
        Assert.DoesNotContain(
            "secret",
            Assert.Throws<InputException>(() => DatabaseAddress.Parse(address)).Message,
            StringComparison.Ordinal
        );
    }
}
