using System.Text;
using System.Text.RegularExpressions;

namespace Pinhole.Reports.Html;

/// <summary>
/// Writes HTML that is also well-formed XML. Text and attribute values may come from anywhere: they are escaped. Names
/// of elements and attributes are not.
/// </summary>
internal sealed partial class HtmlWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    /// <summary>Opens an element; disposing the result closes it.</summary>
    public Scope Open(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(name, attributes);
        _text.Append('>');
        _open.Push(name);
        return new Scope(this);
    }

    /// <summary>Writes an element with text.</summary>
    public void Leaf(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        using (Open(name, attributes))
            Text(text);
    }

    /// <summary>Writes an element with a message; settings between backticks are shown as code.</summary>
    public void Message(string name, string text)
    {
        using (Open(name))
        {
            string[] parts = Setting().Split(text);
            for (int i = 0; i < parts.Length; i++)
            {
                bool setting = i % 2 == 1;
                _text.Append(setting ? "<code>" : "");
                Text(parts[i]);
                _text.Append(setting ? "</code>" : "");
            }
        }
    }

    /// <summary>Writes an empty element.</summary>
    public void Empty(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(name, attributes);
        _text.Append("/>");
    }

    /// <summary>Writes text.</summary>
    public void Text(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char letter = text[i];
            switch (letter)
            {
                case '<':
                    _text.Append("&lt;");
                    break;
                case '>':
                    _text.Append("&gt;");
                    break;
                case '&':
                    _text.Append("&amp;");
                    break;
                case '"':
                    _text.Append("&quot;");
                    break;
                case '\n' or '\t':
                    _text.Append(letter);
                    break;
                case char high when i + 1 < text.Length && char.IsSurrogatePair(high, text[i + 1]):
                    _text.Append(high).Append(text[++i]);
                    break;
                default:
                    // XML allows neither control characters nor lone surrogates.
                    _text.Append(
                        char.IsControl(letter) || char.IsSurrogate(letter) || letter >= '\uFFFE' ? '\uFFFD' : letter
                    );
                    break;
            }
        }
    }

    /// <summary>Writes a style sheet without escaping: browsers do not decode escapes there.</summary>
    public void Style(string css) => _text.Append("<style>").Append(css).Append("</style>\n");

    /// <summary>Everything written so far.</summary>
    public override string ToString() => _text.ToString();

    private void Tag(string name, ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach ((string key, string value) in attributes)
        {
            _text.Append(' ').Append(key).Append("=\"");
            Text(value);
            _text.Append('"');
        }
    }

    private void Close() => _text.Append("</").Append(_open.Pop()).Append(">\n");

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex Setting();

    /// <summary>An open element.</summary>
    internal readonly ref struct Scope(HtmlWriter writer)
    {
        public void Dispose() => writer.Close();
    }
}
