namespace Pinhole.Tests;

/// <summary>
/// A test that needs a PostgreSQL server to make tables in; PINHOLE_POSTGRES has its address:
/// postgres://USER:PASSWORD@HOST:PORT/DATABASE.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (Address is null)
            Skip = "PINHOLE_POSTGRES has no address of a PostgreSQL server";
    }

    public static string? Address { get; } = Environment.GetEnvironmentVariable("PINHOLE_POSTGRES");

    public static string ConnectionString
    {
        get
        {
            Uri address = new(Address!);
            string[] user = address.UserInfo.Split(':');
            return $"Host={address.Host};Port={address.Port};Database={address.AbsolutePath.Trim('/')};"
                + $"Username={user[0]};Password={user[1]};Pooling=false";
        }
    }
}
