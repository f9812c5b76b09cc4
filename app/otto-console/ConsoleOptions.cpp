// SPDX-License-Identifier: Apache-2.0
#include "app/otto-console/ConsoleOptions.h"

#include "app/cli/Span.h"
#include "core/contract/Excerpt.h"

#include <QDir>

#include <array>
#include <string_view>
#include <utility>

namespace otto {
namespace {

std::optional<ThemeMode> parseTheme(std::string_view text)
{
    constexpr std::array<std::pair<std::string_view, ThemeMode>, 3> kModes{
        {{"light", ThemeMode::Light}, {"dark", ThemeMode::Dark}, {"system", ThemeMode::System}}};
    for (const auto& [name, mode] : kModes) {
        if (name == text)
            return mode;
    }
    return std::nullopt;
}

}  // namespace

void ConsoleOptions::addTo(CLI::App& app)
{
    m_engine.addTo(app);
    m_engine.addCaptureTo(app, "capture");
    app.add_option("--exit-after", m_exitAfter, "Ends after so long")->type_name("SECONDS");
    app.add_option(
           "--screenshots", m_screenshots,
           "Writes a picture of each screen in light and dark, once there are flags, answers "
           "and a verified fix to see, and again before the end")
        ->type_name("DIR");
    app.add_flag("--status-line", m_statusLine, "Prints a status line a second on standard output");
    app.add_option("--theme", m_theme, "light, dark or system; as left last time otherwise")
        ->type_name("THEME");
}

Result<ConsoleSetup> ConsoleOptions::resolve() const
{
    Result<EngineSetup> engine = m_engine.resolve(true);
    if (!engine)
        return tl::unexpected(engine.error());
    ConsoleSetup setup;
    setup.engine = std::move(*engine);
    setup.statusLine = m_statusLine;
    if (!m_exitAfter.empty()) {
        const Result<Duration> span = parseSpan(m_exitAfter);
        if (!span)
            return fail("USAGE", "--exit-after " + span.error().text);
        setup.exitAfter = *span;
    }
    if (!m_theme.empty()) {
        setup.theme = parseTheme(m_theme);
        if (!setup.theme) {
            return fail("USAGE",
                        "--theme " + excerpt(m_theme) + " is none of light, dark and system");
        }
    }
    if (!m_screenshots.empty()) {
        setup.screenshots = QString::fromStdString(m_screenshots);
        if (!QDir().mkpath(setup.screenshots)) {
            return fail("USAGE", "--screenshots: the folder " + printable(m_screenshots)
                                     + " cannot be made");
        }
    }
    return setup;
}

}  // namespace otto
