namespace Pinhole.Recipes;

/// <summary>The forms that a recipe has.</summary>
public enum RecipeVariant
{
    /// <summary>The one whose figure counts, within 45 minutes on two cores.</summary>
    Standard,

    /// <summary>A minute's worth: shows that everything works, and has an expectation of its own.</summary>
    Quick,

    /// <summary>Hours, for figures that were published after very long training.</summary>
    Full,
}
