using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using Pinhole.Data;

namespace Pinhole.Tests.Data.Readers;

public sealed class DatabaseTableTests : IDisposable
{
    private const string Rows = """
        CREATE TABLE "the shop" (key text, price double precision, city text, stock integer, sold numeric);
        INSERT INTO "the shop" VALUES ('a', 1.5, 'Rome', 3, 2.25),
            ('b', NULL, 'Paris', 4, 0), ('c', -2, 'Rome', NULL, 7), ('d', 1e3, NULL, 5, -1);
        """;

    private readonly TestFolder _folder = new();

    [Fact]
    public void A_table_reads_as_a_csv_file_of_the_same_rows_does()
    {
        string address = Sqlite(Rows);
        Dataset expected = Dataset.Open(
            _folder.Text(
                "rows.csv",
                "key,price,city,stock,sold\na,1.5,Rome,3,2.25\nb,,Paris,4,0\nc,-2,Rome,,7\nd,1e3,,5,-1\n"
            ),
            new DataOptions { Id = "key" }
        );

        AssertSame(expected, Dataset.Open($"{address}?table=the shop", new DataOptions { Id = "key" }));
        AssertSame(
            expected,
            Dataset.Open($"{address}?query=SELECT * FROM \"the shop\" ORDER BY key", new DataOptions { Id = "key" })
        );
        AssertSame(expected, Dataset.Open($"{address}?table=the shop", new DataOptions { Id = "key", Memory = 0 }));
    }

    [Fact]
    public void Labels_and_columns_are_named_as_everywhere()
    {
        string address = Sqlite(Rows) + "?table=the shop";
        Dataset data = Dataset.Open(address, new DataOptions { Labels = "key", Ignore = ["city"] });
        Assert.Equal(["a", "b", "c", "d"], data.Schema.ClassNames);
        Assert.Equal(["price", "stock", "sold"], data.Schema.ColumnNames);
        Refusal.Says(() => Dataset.Open(address, new DataOptions { Labels = "kye" }), "shop.db", "did you mean 'key'");
    }

    [Fact]
    public void What_the_database_does_not_know_is_an_error_of_one_line()
    {
        string address = Sqlite(Rows);
        Refusal.Says(() => Dataset.Open(address + "?table=none"), "shop.db", "none");
        Refusal.Says(() => Dataset.Open(address + "?query=SELEC 1"), "shop.db", "syntax");
        Refusal.Says(
            () => Dataset.Open(address + "?query=SELECT price FROM \"the shop\" WHERE 1 = 0"),
            "shop.db",
            "no rows"
        );
        Refusal.Says(
            () => Dataset.Open($"sqlite:{_folder.Path("missing.db")}?table=t"),
            "missing.db",
            "does not exist"
        );
        Refusal.Says(
            () => Dataset.Open($"sqlite:{_folder.Text("text.db", "this is text, and long enough to look at")}?table=t"),
            "text.db"
        );
        Refusal.Says(
            () =>
                Dataset.Open(
                    Sqlite("CREATE TABLE t (a, b); INSERT INTO t VALUES (1, x'00FF')", "binary.db") + "?table=t"
                ),
            "row 1",
            "'b'",
            "binary"
        );
    }

    [Fact]
    public void Nothing_can_be_changed_through_an_address()
    {
        string address = Sqlite(Rows);
        Refusal.Says(
            () => Dataset.Open(address + "?query=DELETE FROM \"the shop\" RETURNING price"),
            "shop.db",
            "readonly"
        );
        Assert.Equal(4, Dataset.Open(address + "?table=the shop", new DataOptions { Id = "key" }).Rows);
    }

    [Fact]
    public void A_server_that_is_not_there_is_an_error_without_the_password() =>
        Assert.DoesNotContain(
            "secret",
            Assert.Throws<InputException>(() => Dataset.Open("postgres://ann:secret@127.0.0.1:1/shop?table=t")).Message,
            StringComparison.Ordinal
        );

    [PostgresFact]
    public void PostgreSQL_gives_what_SQLite_gives_and_nothing_can_be_changed()
    {
        string server = PostgresFactAttribute.Address!;
        using (NpgsqlConnection connection = new(PostgresFactAttribute.ConnectionString))
            Run(connection, "DROP TABLE IF EXISTS \"the shop\";" + Rows);

        AssertSame(
            Dataset.Open(Sqlite(Rows) + "?table=the shop", new DataOptions { Id = "key" }),
            Dataset.Open($"{server}?query=SELECT * FROM \"the shop\" ORDER BY key", new DataOptions { Id = "key" })
        );
        Refusal.Says(() => Dataset.Open(server + "?query=DELETE FROM \"the shop\" RETURNING price"), "read-only");
        Refusal.Says(
            () => Dataset.Open(server + "?query=SET TRANSACTION READ WRITE; DELETE FROM \"the shop\" RETURNING price"),
            "multiple commands"
        );
        Refusal.Says(
            () => Dataset.Open(server + "?query=COMMIT; DELETE FROM \"the shop\" RETURNING price"),
            "multiple commands"
        );
        Refusal.Says(
            () =>
                Dataset.Open(
                    server + "?query=DO $$ BEGIN SET TRANSACTION READ WRITE; DELETE FROM \"the shop\"; END $$"
                ),
            "read"
        );
        Refusal.Says(
            () => Dataset.Open(server + "?query=DO $$ BEGIN COMMIT; DELETE FROM \"the shop\"; END $$"),
            "transaction"
        );
        Refusal.Says(
            () => Dataset.Open(server + "?query=SELECT set_config('transaction_read_only', 'off', false)"),
            "read"
        );
        Refusal.Says(() => Dataset.Open(server + "?table=none"), "none");
        Refusal.Says(() => Dataset.Open(server + "?sslmode=verify-full&table=the shop"), "SSL");
        Assert.Equal(
            4,
            Dataset
                .Open(
                    server + "?sslmode=disable&channel_binding=prefer&connect_timeout=5&table=the shop",
                    new DataOptions { Id = "key" }
                )
                .Rows
        );
        Assert.Equal(4, Dataset.Open(server + "?table=the shop", new DataOptions { Id = "key" }).Rows);
    }

    public void Dispose() => _folder.Dispose();

    private string Sqlite(string commands, string name = "shop.db")
    {
        using SqliteConnection connection = new($"Data Source={_folder.Path(name)};Pooling=False");
        Run(connection, commands);
        return $"sqlite:{_folder.Path(name)}";
    }

    private static void Run(DbConnection connection, string commands)
    {
        connection.Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = commands;
        command.ExecuteNonQuery();
    }

    private static void AssertSame(Dataset expected, Dataset found)
    {
        Assert.Equal(expected.Schema.ColumnNames, found.Schema.ColumnNames);
        Assert.Equal((expected.Rows, expected.Schema.Missing), (found.Rows, found.Schema.Missing));
        for (int row = 0; row < expected.Rows; row++)
        {
            Assert.Equal(expected.Id(row), found.Id(row));
            Assert.Equal(expected.Row(row).ToArray(), found.Row(row).ToArray());
        }
    }
}
