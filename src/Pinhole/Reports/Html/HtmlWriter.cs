using System.Text;

namespace Pinhole.Reports.Html;

/// <summary>
/// Writes HTML that is well-formed XML too. Text and attribute values may come from anywhere: nothing in them can
/// become markup. Names of elements and attributes are the program's own.
/// </summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    /// <summary>Opens an element; disposing what is returned closes it.</summary>
    public Scope Open(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Tag(name, attributes);
        _text.Append('>');
        _open.Push(name);
        return new Scope(this);
    }

    /// <summary>Writes an element that holds text alone.</summary>
    public void Leaf(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        using (Open(name, attributes))
            Text(text);
    }

    /// <summary>Writes an element that holds nothing.</summary>
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
                    // XML knows neither control characters nor halves of pairs.
                    _text.Append(
                        char.IsControl(letter) || char.IsSurrogate(letter) || letter >= '\uFFFE' ? '\uFFFD' : letter
                    );
                    break;
            }
        }
    }

    /// <summary>Writes a style sheet, as it is: browsers read no escapes there.</summary>
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

    /// <summary>An open element.</summary>
    internal readonly ref struct Scope(HtmlWriter writer)
    {
        public void Dispose() => writer.Close();
    }
}
