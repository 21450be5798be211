namespace Pinhole.Recipes;

/// <summary>The variants of a recipe.</summary>
public enum RecipeVariant
{
    /// <summary>The main variant, within 45 minutes on two cores.</summary>
    Standard,

    /// <summary>A variant of a minute, which shows that everything works; it has its own expected figure.</summary>
    Quick,

    /// <summary>A variant of hours, for figures published after very long training.</summary>
    Full,
}
