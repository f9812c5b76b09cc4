// SPDX-License-Identifier: Apache-2.0
#include "ui/filter/FilterBar.h"

#include "core/filter/FilterCompletion.h"
#include "ui/filter/FilterHelp.h"
#include "ui/filter/FilterProposals.h"
#include "ui/models/ViewText.h"
#include "ui/theme/Theme.h"
#include "ui/theme/ThemeIcon.h"

#include <QAction>
#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QPointer>
#include <QTextCharFormat>

namespace otto {

namespace {

/// Characters of the line up to a byte of its UTF-8.
int charactersTo(const QByteArray& utf8, std::size_t byte)
{
    return static_cast<int>(QString::fromUtf8(utf8.left(static_cast<qsizetype>(byte))).size());
}

/// A sentence as others show it, to be put behind "Column 7: ".
QString sentenceOf(const cel::CompileError& error)
{
    return qText(error.message);
}

}  // namespace

FilterBar::FilterBar(const FilterSchema& schema, const SeenValues& seen,
                     std::function<FilterContext()> context, const QString& accessibleName,
                     QWidget* parent)
    : FilterEdit(accessibleName, parent),
      m_schema(schema),
      m_seen(seen),
      m_context(std::move(context)),
      m_proposals(new FilterProposals(*this))
{
    setMaxLength(static_cast<int>(RowFilter::kLineBytesMax));
    setFont(Theme::current().font(TextRole::Mono));
    QAction* help = addAction(themeIcon("circle-question-mark", IconTint::Secondary),
                              QLineEdit::TrailingPosition);
    help->setText(tr("How filters are written"));
    help->setToolTip(tr("How filters are written (F1)"));
    connect(help, &QAction::triggered, this, &FilterBar::showHelp);
    connect(this, &QLineEdit::textChanged, this, &FilterBar::check);
    connect(this, &QLineEdit::textEdited, this, [this] { propose(false); });
    connect(this, &FilterEdit::filterChanged, this, &FilterBar::applyValid);
    connect(m_proposals, &FilterProposals::picked, this, &FilterBar::takeProposal);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        setFont(Theme::current().font(TextRole::Mono));
        mark();
    });
}

FilterBar::~FilterBar()
{
    // It may live on the window by now.
    delete m_proposals;
}

void FilterBar::check()
{
    if (text().trimmed().isEmpty())
        m_isPrepared = false;
    const QByteArray utf8 = text().toUtf8();
    const auto compiled = RowFilter::compile(
        std::string_view(utf8.constData(), static_cast<std::size_t>(utf8.size())), m_schema,
        m_context());
    if (compiled) {
        m_compiled = *compiled;
        m_validity = m_compiled.isEmpty() ? Validity::Empty : Validity::Valid;
        m_fault.clear();
    } else {
        m_error = compiled.error().front();
        m_validity = Validity::Invalid;
        m_fault = tr("Column %1: %2").arg(m_error.column).arg(sentenceOf(m_error));
    }
    setError(m_fault);
    if (m_validity == Validity::Valid)
        setToolTip(tr("As CEL: %1").arg(qText(m_compiled.celText()).left(600)).toHtmlEscaped());
    setAccessibleDescription(m_validity == Validity::Invalid ? m_fault
                             : m_validity == Validity::Valid ? tr("valid")
                                                             : QString());
    switch (m_validity) {
    case Validity::Empty: setLeadingIcon("search", IconTint::Secondary); break;
    case Validity::Valid: setLeadingIcon("circle-check", IconTint::Accent); break;
    case Validity::Invalid: setLeadingIcon("circle-alert", IconTint::Text); break;
    }
    mark();
    Q_EMIT stateChanged();
}

void FilterBar::mark()
{
    // Formats of a text that is not being composed: the one way to mark places in a QLineEdit.
    QList<QInputMethodEvent::Attribute> attributes;
    const QByteArray utf8 = text().toUtf8();
    const auto add = [&](std::size_t begin, std::size_t end, const QTextCharFormat& format) {
        const int from = charactersTo(utf8, begin);
        const int to = charactersTo(utf8, end);
        attributes.append(
            {QInputMethodEvent::TextFormat, from - cursorPosition(), to - from, format});
    };
    const Theme& theme = Theme::current();
    if (m_validity == Validity::Invalid) {
        QTextCharFormat wrong;
        wrong.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        wrong.setUnderlineColor(theme.color(Tone::Critical));
        wrong.setForeground(theme.color(Tone::Critical));
        // At the end of the text there is nothing to underline but what is before it.
        const auto size = static_cast<std::size_t>(utf8.size());
        const std::size_t end = std::min(size, std::max(m_error.end, m_error.begin + 1));
        const std::size_t begin = std::min(m_error.begin, size > 0 ? size - 1 : 0);
        add(begin, end, wrong);
    } else if (m_validity == Validity::Valid) {
        QTextCharFormat pill;
        pill.setForeground(theme.colors().accent);
        for (const FilterItem& item : m_compiled.items()) {
            if (item.kind == ItemKind::Pill)
                add(item.place.begin, item.place.end, pill);
        }
    }
    QInputMethodEvent event(QString(), attributes);
    QCoreApplication::sendEvent(this, &event);
}

void FilterBar::applyValid()
{
    if (m_validity == Validity::Invalid || m_isPrepared)
        return;
    // Times such as -15m are those of the moment of applying.
    check();
    const bool isSame = m_compiled.celText() == m_applied.celText();
    m_applied = m_compiled;
    if (!isSame)
        Q_EMIT filterApplied();
}

QString FilterBar::remark() const
{
    const QString meanwhile =
        m_applied.isEmpty()
            ? tr("not filtered yet")
            : tr("still \u201C%1\u201D").arg(qText(m_applied.line()).trimmed().left(60));
    if (m_validity == Validity::Invalid)
        return m_fault + QStringLiteral(" \u00B7 ") + meanwhile;
    return m_isPrepared ? tr("Prepared: Enter applies it, Esc takes it back") : QString();
}

void FilterBar::apply(const QString& line)
{
    m_isPrepared = false;
    setText(line);
    check();
    announce();
    m_proposals->hide();
}

void FilterBar::prepare(const QString& line)
{
    m_isPrepared = true;
    setText(line);
    m_isPrepared = !line.trimmed().isEmpty();
    Q_EMIT stateChanged();
    setFocus(Qt::OtherFocusReason);
    setCursorPosition(static_cast<int>(line.size()));
    mark();
}

QString FilterBar::with(const FilterTerm& term, bool isExcluded) const
{
    return qText(lineWith(stdText(text()), m_schema, m_context(), term, isExcluded));
}

void FilterBar::showHelp()
{
    m_proposals->hide();
    auto* help = new FilterHelp(m_schema, window());
    help->open();
}

void FilterBar::propose(bool isChosen)
{
    const QString before = text().left(cursorPosition());
    const auto cursor = static_cast<std::size_t>(before.toUtf8().size());
    const bool isAsked = isChosen;
    if (!isAsked && (before.isEmpty() || before.endsWith(QLatin1Char(' ')))) {
        m_proposals->hide();
        return;
    }
    std::vector<FilterProposal> proposals = proposalsAt(stdText(text()), cursor, m_schema, m_seen);
    const int left = proposals.empty() ? 0
                                       : fontMetrics().horizontalAdvance(text().left(charactersTo(
                                           text().toUtf8(), proposals.front().replaced.begin)));
    // The result line may be about to appear: its place is left free.
    const int line = m_resultLine == nullptr ? 0 : m_resultLine->sizeHint().height() + kSpace1;
    const int below = height() + line;
    m_proposals->show(std::move(proposals), QPoint(std::min(left, width() / 2), below), isChosen);
}

void FilterBar::takeProposal()
{
    const FilterProposal* proposal = m_proposals->current();
    if (proposal == nullptr)
        return;
    const QByteArray utf8 = text().toUtf8();
    const int begin = charactersTo(utf8, proposal->replaced.begin);
    const int end = charactersTo(utf8, proposal->replaced.end);
    const QString put = qText(proposal->text);
    const bool isWhole = put.endsWith(QLatin1Char(':')) || put.endsWith(QLatin1Char('\''));
    setText(text().left(begin) + put + text().mid(end));
    setCursorPosition(begin + static_cast<int>(put.size()));
    m_proposals->hide();
    // After a field its values are next.
    if (isWhole && put.endsWith(QLatin1Char(':')))
        propose(false);
    mark();
}

bool FilterBar::handleProposalKey(QKeyEvent* event)
{
    if (m_proposals->isHidden())
        return false;
    switch (event->key()) {
    case Qt::Key_Down: m_proposals->move(1); return true;
    case Qt::Key_Up: m_proposals->move(-1); return true;
    case Qt::Key_Escape: m_proposals->hide(); return true;
    case Qt::Key_Tab:
        if (m_proposals->current() == nullptr)
            m_proposals->move(1);
        takeProposal();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_proposals->current() != nullptr) {
            takeProposal();
            return true;
        }
        m_proposals->hide();
        return false;
    default: return false;
    }
}

bool FilterBar::event(QEvent* event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool isHelp = key->key() == Qt::Key_F1;
        const bool isTab = key->key() == Qt::Key_Tab && !m_proposals->isHidden();
        if (event->type() == QEvent::ShortcutOverride && (isHelp || isTab)) {
            event->accept();
            return true;
        }
        // Tab would leave the line before keyPressEvent() sees it.
        if (event->type() == QEvent::KeyPress && isTab && handleProposalKey(key))
            return true;
    }
    return FilterEdit::event(event);
}

void FilterBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_F1) {
        showHelp();
        return;
    }
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::ControlModifier) {
        propose(true);
        return;
    }
    if (handleProposalKey(event))
        return;
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && m_validity == Validity::Invalid) {
        // Stay: the place is marked and the sentence stands below.
        setCursorPosition(charactersTo(text().toUtf8(), m_error.begin));
        mark();
        return;
    }
    if (isEnter && m_isPrepared) {
        m_isPrepared = false;
        announce();
        Q_EMIT stateChanged();
    }
    if (event->key() == Qt::Key_Escape && m_isPrepared) {
        apply(qText(m_applied.line()));
        return;
    }
    if (event->key() == Qt::Key_Escape && m_isScanning) {
        Q_EMIT stopRequested();
        return;
    }
    FilterEdit::keyPressEvent(event);
}

void FilterBar::focusOutEvent(QFocusEvent* event)
{
    m_proposals->hide();
    FilterEdit::focusOutEvent(event);
}

}  // namespace otto
