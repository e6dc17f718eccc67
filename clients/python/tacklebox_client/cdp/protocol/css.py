"""The domain CSS of the Chrome DevTools Protocol."""

# Written by generate_protocol; do not edit.

from __future__ import annotations

import typing as t

from ..domain import ProtocolDomain
from ..event_source import EventSource
from ..reply import Reply

if t.TYPE_CHECKING:
    from . import dom as _dom
    from . import page as _page

# API status: experimental
# Stylesheet type: "injected" for stylesheets injected via extension, "user-agent" for user-agent
# stylesheets, "inspector" for stylesheets created by the inspector (i.e. those holding the "via
# inspector" rules), "regular" for regular stylesheets.
StyleSheetOrigin = t.Literal["injected", "user-agent", "inspector", "regular"]


class _PseudoElementMatchesRequired(t.TypedDict):
    pseudoType: _dom.PseudoType
    matches: t.List[RuleMatch]


# API status: experimental
class PseudoElementMatches(_PseudoElementMatchesRequired, total=False):
    """CSS rule collection for a single pseudo style.

    pseudoType: Pseudo element type.
    pseudoIdentifier: Pseudo element custom ident.
    matches: Matches of CSS rules applicable to the pseudo style.
    """

    pseudoIdentifier: str


class _CSSAnimationStyleRequired(t.TypedDict):
    style: CSSStyle


# API status: experimental
class CSSAnimationStyle(_CSSAnimationStyleRequired, total=False):
    """CSS style coming from animations with the name of the animation.

    name: The name of the animation.
    style: The style coming from the animation.
    """

    name: str


class _InheritedStyleEntryRequired(t.TypedDict):
    matchedCSSRules: t.List[RuleMatch]


# API status: experimental
class InheritedStyleEntry(_InheritedStyleEntryRequired, total=False):
    """Inherited CSS rule collection from ancestor node.

    inlineStyle: The ancestor node's inline style, if any, in the style inheritance chain.
    matchedCSSRules: Matches of CSS rules matching the ancestor node in the style inheritance
        chain.
    """

    inlineStyle: CSSStyle


# API status: experimental
class InheritedAnimatedStyleEntry(t.TypedDict, total=False):
    """Inherited CSS style collection for animated styles from ancestor node.

    animationStyles: Styles coming from the animations of the ancestor, if any, in the style
        inheritance chain.
    transitionsStyle: The style coming from the transitions of the ancestor, if any, in the
        style inheritance chain.
    """

    animationStyles: t.List[CSSAnimationStyle]
    transitionsStyle: CSSStyle


# API status: experimental
class InheritedPseudoElementMatches(t.TypedDict):
    """Inherited pseudo element matches from pseudos of an ancestor node.

    pseudoElements: Matches of pseudo styles from the pseudos of an ancestor node.
    """

    pseudoElements: t.List[PseudoElementMatches]


# API status: experimental
class RuleMatch(t.TypedDict):
    """Match data for a CSS rule.

    rule: CSS rule in the match.
    matchingSelectors: Matching selector indices in the rule's selectorList selectors (0-based).
    """

    rule: CSSRule
    matchingSelectors: t.List[int]


class _ValueRequired(t.TypedDict):
    text: str


# API status: experimental
class Value(_ValueRequired, total=False):
    """Data for a simple selector (these are delimited by commas in a selector list).

    text: Value text.
    range: Value range in the underlying resource (if available).
    specificity (experimental): Specificity of the selector.
    """

    range: SourceRange
    specificity: Specificity


# API status: experimental
class SpecificityComponent(t.TypedDict):
    """Contribution of an individual simple selector to specificity.

    text: The simple selector text that contributes to specificity.
    a: The a component contribution.
    b: The b component contribution.
    c: The c component contribution.
    """

    text: str
    a: int
    b: int
    c: int


class _SpecificityRequired(t.TypedDict):
    a: int
    b: int
    c: int


# API status: experimental
class Specificity(_SpecificityRequired, total=False):
    """Specificity:
    https://drafts.csswg.org/selectors/#specificity-rules

    a: The a component, which represents the number of ID selectors.
    b: The b component, which represents the number of class selectors, attributes selectors,
        and pseudo-classes.
    c: The c component, which represents the number of type selectors and pseudo-elements.
    components (experimental): Per-simple-selector contributions used to explain this
        specificity.
    """

    components: t.List[SpecificityComponent]


# API status: experimental
class SelectorList(t.TypedDict):
    """Selector list data.

    selectors: Selectors in the list.
    text: Rule selector text.
    """

    selectors: t.List[Value]
    text: str


class _CSSStyleSheetHeaderRequired(t.TypedDict):
    styleSheetId: _dom.StyleSheetId
    frameId: _page.FrameId
    sourceURL: str
    origin: StyleSheetOrigin
    title: str
    disabled: bool
    isInline: bool
    isMutable: bool
    isConstructed: bool
    startLine: float
    startColumn: float
    length: float
    endLine: float
    endColumn: float


# API status: experimental
class CSSStyleSheetHeader(_CSSStyleSheetHeaderRequired, total=False):
    """CSS stylesheet metainformation.

    styleSheetId: The stylesheet identifier.
    frameId: Owner frame identifier.
    sourceURL: Stylesheet resource URL. Empty if this is a constructed stylesheet created using
        new CSSStyleSheet() (but non-empty if this is a constructed stylesheet imported as a CSS
        module script).
    sourceMapURL: URL of source map associated with the stylesheet (if any).
    origin: Stylesheet origin.
    title: Stylesheet title.
    ownerNode: The backend id for the owner node of the stylesheet.
    disabled: Denotes whether the stylesheet is disabled.
    hasSourceURL: Whether the sourceURL field value comes from the sourceURL comment.
    isInline: Whether this stylesheet is created for STYLE tag by parser. This flag is not set
        for document.written STYLE tags.
    isMutable: Whether this stylesheet is mutable. Inline stylesheets become mutable after they
        have been modified via CSSOM API. `<link>` element's stylesheets become mutable only if
        DevTools modifies them. Constructed stylesheets (new CSSStyleSheet()) are mutable
        immediately after creation.
    isConstructed: True if this stylesheet is created through new CSSStyleSheet() or imported as
        a CSS module script.
    startLine: Line offset of the stylesheet within the resource (zero based).
    startColumn: Column offset of the stylesheet within the resource (zero based).
    length: Size of the content (in characters).
    endLine: Line offset of the end of the stylesheet within the resource (zero based).
    endColumn: Column offset of the end of the stylesheet within the resource (zero based).
    loadingFailed (experimental): If the style sheet was loaded from a network resource, this
        indicates when the resource failed to load
    """

    sourceMapURL: str
    ownerNode: _dom.BackendNodeId
    hasSourceURL: bool
    loadingFailed: bool


class _CSSRuleRequired(t.TypedDict):
    selectorList: SelectorList
    origin: StyleSheetOrigin
    style: CSSStyle


# API status: experimental
class CSSRule(_CSSRuleRequired, total=False):
    """CSS rule representation.

    styleSheetId: The css style sheet identifier (absent for user agent stylesheet and
        user-specified stylesheet rules) this rule came from.
    selectorList: Rule selector data.
    nestingSelectors (experimental): Array of selectors from ancestor style rules, sorted by
        distance from the current rule.
    origin: Parent stylesheet's origin.
    style: Associated style declaration.
    originTreeScopeNodeId (experimental): The BackendNodeId of the DOM node that constitutes the
        origin tree scope of this rule.
    media: Media list array (for rules involving media queries). The array enumerates media
        queries starting with the innermost one, going outwards.
    containerQueries (experimental): Container query list array (for rules involving container
        queries). The array enumerates container queries starting with the innermost one, going
        outwards.
    supports (experimental): @supports CSS at-rule array. The array enumerates @supports
        at-rules starting with the innermost one, going outwards.
    layers (experimental): Cascade layer array. Contains the layer hierarchy that this rule
        belongs to starting with the innermost layer and going outwards.
    scopes (experimental): @scope CSS at-rule array. The array enumerates @scope at-rules
        starting with the innermost one, going outwards.
    ruleTypes (experimental): The array keeps the types of ancestor CSSRules from the innermost
        going outwards.
    startingStyles (experimental): @starting-style CSS at-rule array. The array enumerates
        @starting-style at-rules starting with the innermost one, going outwards.
    navigations (experimental): @navigation CSS at-rule array. The array enumerates @navigation
        at-rules starting with the innermost one, going outwards.
    """

    styleSheetId: _dom.StyleSheetId
    nestingSelectors: t.List[str]
    originTreeScopeNodeId: _dom.BackendNodeId
    media: t.List[CSSMedia]
    containerQueries: t.List[CSSContainerQuery]
    supports: t.List[CSSSupports]
    layers: t.List[CSSLayer]
    scopes: t.List[CSSScope]
    ruleTypes: t.List[CSSRuleType]
    startingStyles: t.List[CSSStartingStyle]
    navigations: t.List[CSSNavigation]


# API status: experimental
# Enum indicating the type of a CSS rule, used to represent the order of a style rule's ancestors.
# This list only contains rule types that are collected during the ancestor rule collection.
CSSRuleType = t.Literal[
    "MediaRule",
    "SupportsRule",
    "ContainerRule",
    "LayerRule",
    "ScopeRule",
    "StyleRule",
    "StartingStyleRule",
    "NavigationRule",
]


# API status: experimental
class RuleUsage(t.TypedDict):
    """CSS coverage information.

    styleSheetId: The css style sheet identifier (absent for user agent stylesheet and
        user-specified stylesheet rules) this rule came from.
    startOffset: Offset of the start of the rule (including selector) from the beginning of the
        stylesheet.
    endOffset: Offset of the end of the rule body from the beginning of the stylesheet.
    used: Indicates whether the rule was actually used by some element in the page.
    """

    styleSheetId: _dom.StyleSheetId
    startOffset: float
    endOffset: float
    used: bool


# API status: experimental
class SourceRange(t.TypedDict):
    """Text range within a resource. All numbers are zero-based.

    startLine: Start line of range.
    startColumn: Start column of range (inclusive).
    endLine: End line of range
    endColumn: End column of range (exclusive).
    """

    startLine: int
    startColumn: int
    endLine: int
    endColumn: int


class _ShorthandEntryRequired(t.TypedDict):
    name: str
    value: str


# API status: experimental
class ShorthandEntry(_ShorthandEntryRequired, total=False):
    """The type `CSS.ShorthandEntry`.

    name: Shorthand name.
    value: Shorthand value.
    important: Whether the property has "!important" annotation (implies `false` if absent).
    """

    important: bool


# API status: experimental
class CSSComputedStyleProperty(t.TypedDict):
    """The type `CSS.CSSComputedStyleProperty`.

    name: Computed style property name.
    value: Computed style property value.
    """

    name: str
    value: str


# API status: experimental
class ComputedStyleExtraFields(t.TypedDict):
    """The type `CSS.ComputedStyleExtraFields`.

    isAppearanceBase: Returns whether or not this node is being rendered with base appearance,
        which happens when it has its appearance property set to base/base-select or it is in
        the subtree of an element being rendered with base appearance.
    """

    isAppearanceBase: bool


class _CSSStyleRequired(t.TypedDict):
    cssProperties: t.List[CSSProperty]
    shorthandEntries: t.List[ShorthandEntry]


# API status: experimental
class CSSStyle(_CSSStyleRequired, total=False):
    """CSS style representation.

    styleSheetId: The css style sheet identifier (absent for user agent stylesheet and
        user-specified stylesheet rules) this rule came from.
    cssProperties: CSS properties in the style.
    shorthandEntries: Computed values for all shorthands found in the style.
    cssText: Style declaration text (if available).
    range: Style declaration range in the enclosing stylesheet (if available).
    """

    styleSheetId: _dom.StyleSheetId
    cssText: str
    range: SourceRange


class _CSSPropertyRequired(t.TypedDict):
    name: str
    value: str


# API status: experimental
class CSSProperty(_CSSPropertyRequired, total=False):
    """CSS property declaration data.

    name: The property name.
    value: The property value.
    important: Whether the property has "!important" annotation (implies `false` if absent).
    implicit: Whether the property is implicit (implies `false` if absent).
    text: The full property text as specified in the style.
    parsedOk: Whether the property is understood by the browser (implies `true` if absent).
    disabled: Whether the property is disabled by the user (present for source-based properties
        only).
    range: The entire property range in the enclosing style declaration (if available).
    longhandProperties (experimental): Parsed longhand components of this property if it is a
        shorthand. This field will be empty if the given property is not a shorthand.
    """

    important: bool
    implicit: bool
    text: str
    parsedOk: bool
    disabled: bool
    range: SourceRange
    longhandProperties: t.List[CSSProperty]


class _CSSMediaRequired(t.TypedDict):
    text: str
    source: t.Literal["mediaRule", "importRule", "linkedSheet", "inlineSheet"]


# API status: experimental
class CSSMedia(_CSSMediaRequired, total=False):
    """CSS media rule descriptor.

    text: Media query text.
    source: Source of the media query: "mediaRule" if specified by a @media rule, "importRule"
        if specified by an @import rule, "linkedSheet" if specified by a "media" attribute in a
        linked stylesheet's LINK tag, "inlineSheet" if specified by a "media" attribute in an
        inline stylesheet's STYLE tag.
    sourceURL: URL of the document containing the media query description.
    range: The associated rule (@media or @import) header range in the enclosing stylesheet (if
        available).
    styleSheetId: Identifier of the stylesheet containing this object (if exists).
    mediaList: Array of media queries.
    """

    sourceURL: str
    range: SourceRange
    styleSheetId: _dom.StyleSheetId
    mediaList: t.List[MediaQuery]


# API status: experimental
class MediaQuery(t.TypedDict):
    """Media query descriptor.

    expressions: Array of media query expressions.
    active: Whether the media query condition is satisfied.
    """

    expressions: t.List[MediaQueryExpression]
    active: bool


class _MediaQueryExpressionRequired(t.TypedDict):
    value: float
    unit: str
    feature: str


# API status: experimental
class MediaQueryExpression(_MediaQueryExpressionRequired, total=False):
    """Media query expression descriptor.

    value: Media query expression value.
    unit: Media query expression units.
    feature: Media query expression feature.
    valueRange: The associated range of the value text in the enclosing stylesheet (if
        available).
    computedLength: Computed length of media query expression (if applicable).
    """

    valueRange: SourceRange
    computedLength: float


class _CSSContainerQueryRequired(t.TypedDict):
    text: str
    conditionText: str


# API status: experimental
class CSSContainerQuery(_CSSContainerQueryRequired, total=False):
    """CSS container query rule descriptor.

    text (deprecated): Container query text. Contains the query part without the container name
        for a single query. Deprecated in favor of conditionText which contains the full prelude
        after @container.
    range: The associated rule header range in the enclosing stylesheet (if available).
    styleSheetId: Identifier of the stylesheet containing this object (if exists).
    name: Optional name for the container.
    physicalAxes: Optional physical axes queried for the container.
    logicalAxes: Optional logical axes queried for the container.
    queriesScrollState: true if the query contains scroll-state() queries.
    queriesAnchored: true if the query contains anchored() queries.
    conditionText: CSSContainerRule.conditionText
    """

    range: SourceRange
    styleSheetId: _dom.StyleSheetId
    name: str
    physicalAxes: _dom.PhysicalAxes
    logicalAxes: _dom.LogicalAxes
    queriesScrollState: bool
    queriesAnchored: bool


class _CSSSupportsRequired(t.TypedDict):
    text: str
    active: bool


# API status: experimental
class CSSSupports(_CSSSupportsRequired, total=False):
    """CSS Supports at-rule descriptor.

    text: Supports rule text.
    active: Whether the supports condition is satisfied.
    range: The associated rule header range in the enclosing stylesheet (if available).
    styleSheetId: Identifier of the stylesheet containing this object (if exists).
    """

    range: SourceRange
    styleSheetId: _dom.StyleSheetId


class _CSSNavigationRequired(t.TypedDict):
    text: str


# API status: experimental
class CSSNavigation(_CSSNavigationRequired, total=False):
    """CSS Navigation at-rule descriptor.

    text: Navigation rule text.
    active: Whether the navigation condition is satisfied.
    range: The associated rule header range in the enclosing stylesheet (if available).
    styleSheetId: Identifier of the stylesheet containing this object (if exists).
    """

    active: bool
    range: SourceRange
    styleSheetId: _dom.StyleSheetId


class _CSSScopeRequired(t.TypedDict):
    text: str


# API status: experimental
class CSSScope(_CSSScopeRequired, total=False):
    """CSS Scope at-rule descriptor.

    text: Scope rule text.
    range: The associated rule header range in the enclosing stylesheet (if available).
    styleSheetId: Identifier of the stylesheet containing this object (if exists).
    """

    range: SourceRange
    styleSheetId: _dom.StyleSheetId


class _CSSLayerRequired(t.TypedDict):
    text: str


# API status: experimental
class CSSLayer(_CSSLayerRequired, total=False):
    """CSS Layer at-rule descriptor.

    text: Layer name.
    range: The associated rule header range in the enclosing stylesheet (if available).
    styleSheetId: Identifier of the stylesheet containing this object (if exists).
    """

    range: SourceRange
    styleSheetId: _dom.StyleSheetId


# API status: experimental
class CSSStartingStyle(t.TypedDict, total=False):
    """CSS Starting Style at-rule descriptor.

    range: The associated rule header range in the enclosing stylesheet (if available).
    styleSheetId: Identifier of the stylesheet containing this object (if exists).
    """

    range: SourceRange
    styleSheetId: _dom.StyleSheetId


class _CSSLayerDataRequired(t.TypedDict):
    name: str
    order: float


# API status: experimental
class CSSLayerData(_CSSLayerDataRequired, total=False):
    """CSS Layer data.

    name: Layer name.
    subLayers: Direct sub-layers
    order: Layer order. The order determines the order of the layer in the cascade order. A
        higher number has higher priority in the cascade order.
    """

    subLayers: t.List[CSSLayerData]


# API status: experimental
class PlatformFontUsage(t.TypedDict):
    """Information about amount of glyphs that were rendered with given font.

    familyName: Font's family name reported by platform.
    postScriptName: Font's PostScript name reported by platform.
    isCustomFont: Indicates if the font was downloaded or resolved locally.
    glyphCount: Amount of glyphs that were rendered with this font.
    """

    familyName: str
    postScriptName: str
    isCustomFont: bool
    glyphCount: float


# API status: experimental
class FontVariationAxis(t.TypedDict):
    """Information about font variation axes for variable fonts

    tag: The font-variation-setting tag (a.k.a. "axis tag").
    name: Human-readable variation name in the default language (normally, "en").
    minValue: The minimum value (inclusive) the font supports for this tag.
    maxValue: The maximum value (inclusive) the font supports for this tag.
    defaultValue: The default value.
    """

    tag: str
    name: str
    minValue: float
    maxValue: float
    defaultValue: float


class _FontFaceRequired(t.TypedDict):
    fontFamily: str
    fontStyle: str
    fontVariant: str
    fontWeight: str
    fontStretch: str
    fontDisplay: str
    unicodeRange: str
    src: str
    platformFontFamily: str


# API status: experimental
class FontFace(_FontFaceRequired, total=False):
    """Properties of a web font:
    https://www.w3.org/TR/2008/REC-CSS2-20080411/fonts.html#font-descriptions
    and additional information such as platformFontFamily and fontVariationAxes.

    fontFamily: The font-family.
    fontStyle: The font-style.
    fontVariant: The font-variant.
    fontWeight: The font-weight.
    fontStretch: The font-stretch.
    fontDisplay: The font-display.
    unicodeRange: The unicode-range.
    src: The src.
    platformFontFamily: The resolved platform font family
    fontVariationAxes: Available variation settings (a.k.a. "axes").
    """

    fontVariationAxes: t.List[FontVariationAxis]


class _CSSTryRuleRequired(t.TypedDict):
    origin: StyleSheetOrigin
    style: CSSStyle


# API status: experimental
class CSSTryRule(_CSSTryRuleRequired, total=False):
    """CSS try rule representation.

    styleSheetId: The css style sheet identifier (absent for user agent stylesheet and
        user-specified stylesheet rules) this rule came from.
    origin: Parent stylesheet's origin.
    style: Associated style declaration.
    """

    styleSheetId: _dom.StyleSheetId


class _CSSPositionTryRuleRequired(t.TypedDict):
    name: Value
    origin: StyleSheetOrigin
    style: CSSStyle
    active: bool


# API status: experimental
class CSSPositionTryRule(_CSSPositionTryRuleRequired, total=False):
    """CSS @position-try rule representation.

    name: The prelude dashed-ident name
    styleSheetId: The css style sheet identifier (absent for user agent stylesheet and
        user-specified stylesheet rules) this rule came from.
    origin: Parent stylesheet's origin.
    style: Associated style declaration.
    active
    """

    styleSheetId: _dom.StyleSheetId


# API status: experimental
class CSSKeyframesRule(t.TypedDict):
    """CSS keyframes rule representation.

    animationName: Animation name.
    keyframes: List of keyframes.
    """

    animationName: Value
    keyframes: t.List[CSSKeyframeRule]


class _CSSPropertyRegistrationRequired(t.TypedDict):
    propertyName: str
    inherits: bool
    syntax: str


# API status: experimental
class CSSPropertyRegistration(_CSSPropertyRegistrationRequired, total=False):
    """Representation of a custom property registration through CSS.registerProperty

    propertyName
    initialValue
    inherits
    syntax
    """

    initialValue: Value


class _CSSAtRuleRequired(t.TypedDict):
    type: t.Literal["font-face", "font-feature-values", "font-palette-values", "counter-style"]
    origin: StyleSheetOrigin
    style: CSSStyle


# API status: experimental
class CSSAtRule(_CSSAtRuleRequired, total=False):
    """CSS generic @rule representation.

    type: Type of at-rule.
    subsection: Subsection of font-feature-values, if this is a subsection.
    name:
        LINT.ThenChange(//third_party/blink/renderer/core/inspector/inspector_style_sheet.cc:FontVariantAlternatesFeatureType,//third_party/blink/renderer/core/inspector/inspector_css_agent.cc:FontVariantAlternatesFeatureType)
        Associated name, if applicable.
    styleSheetId: The css style sheet identifier (absent for user agent stylesheet and
        user-specified stylesheet rules) this rule came from.
    origin: Parent stylesheet's origin.
    style: Associated style declaration.
    """

    subsection: t.Literal["swash", "annotation", "ornaments", "stylistic", "styleset", "character-variant"]
    name: Value
    styleSheetId: _dom.StyleSheetId


class _CSSPropertyRuleRequired(t.TypedDict):
    origin: StyleSheetOrigin
    propertyName: Value
    style: CSSStyle


# API status: experimental
class CSSPropertyRule(_CSSPropertyRuleRequired, total=False):
    """CSS property at-rule representation.

    styleSheetId: The css style sheet identifier (absent for user agent stylesheet and
        user-specified stylesheet rules) this rule came from.
    origin: Parent stylesheet's origin.
    propertyName: Associated property name.
    style: Associated style declaration.
    """

    styleSheetId: _dom.StyleSheetId


# API status: experimental
class CSSFunctionParameter(t.TypedDict):
    """CSS function argument representation.

    name: The parameter name.
    type: The parameter type.
    """

    name: str
    type: str


class _CSSFunctionConditionNodeRequired(t.TypedDict):
    children: t.List[CSSFunctionNode]
    conditionText: str


# API status: experimental
class CSSFunctionConditionNode(_CSSFunctionConditionNodeRequired, total=False):
    """CSS function conditional block representation.

    media: Media query for this conditional block. Only one type of condition should be set.
    containerQueries: Container query for this conditional block. Only one type of condition
        should be set.
    supports: @supports CSS at-rule condition. Only one type of condition should be set.
    navigation: @navigation condition. Only one type of condition should be set.
    children: Block body.
    conditionText: The condition text.
    """

    media: CSSMedia
    containerQueries: CSSContainerQuery
    supports: CSSSupports
    navigation: CSSNavigation


# API status: experimental
class CSSFunctionNode(t.TypedDict, total=False):
    """Section of the body of a CSS function rule.

    condition: A conditional block. If set, style should not be set.
    style: Values set by this node. If set, condition should not be set.
    """

    condition: CSSFunctionConditionNode
    style: CSSStyle


class _CSSFunctionRuleRequired(t.TypedDict):
    name: Value
    origin: StyleSheetOrigin
    parameters: t.List[CSSFunctionParameter]
    children: t.List[CSSFunctionNode]


# API status: experimental
class CSSFunctionRule(_CSSFunctionRuleRequired, total=False):
    """CSS function at-rule representation.

    name: Name of the function.
    styleSheetId: The css style sheet identifier (absent for user agent stylesheet and
        user-specified stylesheet rules) this rule came from.
    origin: Parent stylesheet's origin.
    parameters: List of parameters.
    children: Function body.
    originTreeScopeNodeId (experimental): The BackendNodeId of the DOM node that constitutes the
        origin tree scope of this rule.
    """

    styleSheetId: _dom.StyleSheetId
    originTreeScopeNodeId: _dom.BackendNodeId


class _CSSKeyframeRuleRequired(t.TypedDict):
    origin: StyleSheetOrigin
    keyText: Value
    style: CSSStyle


# API status: experimental
class CSSKeyframeRule(_CSSKeyframeRuleRequired, total=False):
    """CSS keyframe rule representation.

    styleSheetId: The css style sheet identifier (absent for user agent stylesheet and
        user-specified stylesheet rules) this rule came from.
    origin: Parent stylesheet's origin.
    keyText: Associated key text.
    style: Associated style declaration.
    """

    styleSheetId: _dom.StyleSheetId


# API status: experimental
class StyleDeclarationEdit(t.TypedDict):
    """A descriptor of operation to mutate style declaration text.

    styleSheetId: The css style sheet identifier.
    range: The range of the style text in the enclosing stylesheet.
    text: New style text.
    """

    styleSheetId: _dom.StyleSheetId
    range: SourceRange
    text: str


class AddRuleReturns(t.TypedDict):
    """What `CSS.addRule` returns.

    rule: The newly created rule.
    """

    rule: CSSRule


class CollectClassNamesReturns(t.TypedDict):
    """What `CSS.collectClassNames` returns.

    classNames: Class name list.
    """

    classNames: t.List[str]


class CreateStyleSheetReturns(t.TypedDict):
    """What `CSS.createStyleSheet` returns.

    styleSheetId: Identifier of the created "via-inspector" stylesheet.
    """

    styleSheetId: _dom.StyleSheetId


class GetBackgroundColorsReturns(t.TypedDict, total=False):
    """What `CSS.getBackgroundColors` returns.

    backgroundColors: The range of background colors behind this element, if it contains any
        visible text. If no visible text is present, this will be undefined. In the case of a
        flat background color, this will consist of simply that color. In the case of a
        gradient, this will consist of each of the color stops. For anything more complicated,
        this will be an empty array. Images will be ignored (as if the image had failed to
        load).
    computedFontSize: The computed font size for this node, as a CSS computed value string (e.g.
        '12px').
    computedFontWeight: The computed font weight for this node, as a CSS computed value string
        (e.g. 'normal' or '100').
    """

    backgroundColors: t.List[str]
    computedFontSize: str
    computedFontWeight: str


class GetComputedStyleForNodeReturns(t.TypedDict):
    """What `CSS.getComputedStyleForNode` returns.

    computedStyle: Computed style for the specified DOM node.
    extraFields (experimental): A list of non-standard "extra fields" which blink stores
        alongside each computed style.
    """

    computedStyle: t.List[CSSComputedStyleProperty]
    extraFields: ComputedStyleExtraFields


class ResolveValuesReturns(t.TypedDict):
    """What `CSS.resolveValues` returns.

    results
    """

    results: t.List[str]


class GetLonghandPropertiesReturns(t.TypedDict):
    """What `CSS.getLonghandProperties` returns.

    longhandProperties
    """

    longhandProperties: t.List[CSSProperty]


class GetInlineStylesForNodeReturns(t.TypedDict, total=False):
    """What `CSS.getInlineStylesForNode` returns.

    inlineStyle: Inline style for the specified DOM node.
    attributesStyle: Attribute-defined element style (e.g. resulting from "width=20
        height=100%").
    """

    inlineStyle: CSSStyle
    attributesStyle: CSSStyle


class GetAnimatedStylesForNodeReturns(t.TypedDict, total=False):
    """What `CSS.getAnimatedStylesForNode` returns.

    animationStyles: Styles coming from animations.
    transitionsStyle: Style coming from transitions.
    inherited: Inherited style entries for animationsStyle and transitionsStyle from the
        inheritance chain of the element.
    """

    animationStyles: t.List[CSSAnimationStyle]
    transitionsStyle: CSSStyle
    inherited: t.List[InheritedAnimatedStyleEntry]


class GetMatchedStylesForNodeReturns(t.TypedDict, total=False):
    """What `CSS.getMatchedStylesForNode` returns.

    inlineStyle: Inline style for the specified DOM node.
    attributesStyle: Attribute-defined element style (e.g. resulting from "width=20
        height=100%").
    matchedCSSRules: CSS rules matching this node, from all applicable stylesheets.
    pseudoElements: Pseudo style matches for this node.
    inherited: A chain of inherited styles (from the immediate node parent up to the DOM tree
        root).
    inheritedPseudoElements: A chain of inherited pseudo element styles (from the immediate node
        parent up to the DOM tree root).
    cssKeyframesRules: A list of CSS keyframed animations matching this node.
    cssPositionTryRules: A list of CSS @position-try rules matching this node, based on the
        position-try-fallbacks property.
    activePositionFallbackIndex: Index of the active fallback in the applied
        position-try-fallback property, will not be set if there is no active position-try
        fallback.
    cssPropertyRules: A list of CSS at-property rules matching this node.
    cssPropertyRegistrations: A list of CSS property registrations matching this node.
    cssAtRules: A list of simple @rules matching this node or its pseudo-elements.
    parentLayoutNodeId (experimental): Id of the first parent element that does not have
        display: contents.
    cssFunctionRules (experimental): A list of CSS at-function rules referenced by styles of
        this node.
    """

    inlineStyle: CSSStyle
    attributesStyle: CSSStyle
    matchedCSSRules: t.List[RuleMatch]
    pseudoElements: t.List[PseudoElementMatches]
    inherited: t.List[InheritedStyleEntry]
    inheritedPseudoElements: t.List[InheritedPseudoElementMatches]
    cssKeyframesRules: t.List[CSSKeyframesRule]
    cssPositionTryRules: t.List[CSSPositionTryRule]
    activePositionFallbackIndex: int
    cssPropertyRules: t.List[CSSPropertyRule]
    cssPropertyRegistrations: t.List[CSSPropertyRegistration]
    cssAtRules: t.List[CSSAtRule]
    parentLayoutNodeId: _dom.NodeId
    cssFunctionRules: t.List[CSSFunctionRule]


class GetEnvironmentVariablesReturns(t.TypedDict):
    """What `CSS.getEnvironmentVariables` returns.

    environmentVariables
    """

    environmentVariables: t.Dict[str, t.Any]


class GetMediaQueriesReturns(t.TypedDict):
    """What `CSS.getMediaQueries` returns.

    medias
    """

    medias: t.List[CSSMedia]


class GetPlatformFontsForNodeReturns(t.TypedDict):
    """What `CSS.getPlatformFontsForNode` returns.

    fonts: Usage statistics for every employed platform font.
    """

    fonts: t.List[PlatformFontUsage]


class GetStyleSheetTextReturns(t.TypedDict):
    """What `CSS.getStyleSheetText` returns.

    text: The stylesheet text.
    """

    text: str


class GetLayersForNodeReturns(t.TypedDict):
    """What `CSS.getLayersForNode` returns.

    rootLayer
    """

    rootLayer: CSSLayerData


class GetLocationForSelectorReturns(t.TypedDict):
    """What `CSS.getLocationForSelector` returns.

    ranges
    """

    ranges: t.List[SourceRange]


class TakeComputedStyleUpdatesReturns(t.TypedDict):
    """What `CSS.takeComputedStyleUpdates` returns.

    nodeIds: The list of node Ids that have their tracked computed styles updated.
    """

    nodeIds: t.List[_dom.NodeId]


class SetPropertyRulePropertyNameReturns(t.TypedDict):
    """What `CSS.setPropertyRulePropertyName` returns.

    propertyName: The resulting key text after modification.
    """

    propertyName: Value


class SetKeyframeKeyReturns(t.TypedDict):
    """What `CSS.setKeyframeKey` returns.

    keyText: The resulting key text after modification.
    """

    keyText: Value


class SetMediaTextReturns(t.TypedDict):
    """What `CSS.setMediaText` returns.

    media: The resulting CSS media rule after modification.
    """

    media: CSSMedia


class SetContainerQueryTextReturns(t.TypedDict):
    """What `CSS.setContainerQueryText` returns.

    containerQuery: The resulting CSS container query rule after modification.
    """

    containerQuery: CSSContainerQuery


class SetContainerQueryConditionTextReturns(t.TypedDict):
    """What `CSS.setContainerQueryConditionText` returns.

    containerQuery: The resulting CSS container query rule after modification.
    """

    containerQuery: CSSContainerQuery


class SetSupportsTextReturns(t.TypedDict):
    """What `CSS.setSupportsText` returns.

    supports: The resulting CSS Supports rule after modification.
    """

    supports: CSSSupports


class SetNavigationTextReturns(t.TypedDict):
    """What `CSS.setNavigationText` returns.

    navigation: The resulting CSS Navigation rule after modification.
    """

    navigation: CSSNavigation


class SetScopeTextReturns(t.TypedDict):
    """What `CSS.setScopeText` returns.

    scope: The resulting CSS Scope rule after modification.
    """

    scope: CSSScope


class SetRuleSelectorReturns(t.TypedDict):
    """What `CSS.setRuleSelector` returns.

    selectorList: The resulting selector list after modification.
    """

    selectorList: SelectorList


class SetStyleSheetTextReturns(t.TypedDict, total=False):
    """What `CSS.setStyleSheetText` returns.

    sourceMapURL: URL of source map associated with script (if any).
    """

    sourceMapURL: str


class SetStyleTextsReturns(t.TypedDict):
    """What `CSS.setStyleTexts` returns.

    styles: The resulting styles after modification.
    """

    styles: t.List[CSSStyle]


class StopRuleUsageTrackingReturns(t.TypedDict):
    """What `CSS.stopRuleUsageTracking` returns.

    ruleUsage
    """

    ruleUsage: t.List[RuleUsage]


class TakeCoverageDeltaReturns(t.TypedDict):
    """What `CSS.takeCoverageDelta` returns.

    coverage
    timestamp: Monotonically increasing time, in seconds.
    """

    coverage: t.List[RuleUsage]
    timestamp: float


class FontsUpdatedEvent(t.TypedDict, total=False):
    """The parameters of the event `CSS.fontsUpdated`.

    font: The web font that has loaded.
    """

    font: FontFace


class StyleSheetAddedEvent(t.TypedDict):
    """The parameters of the event `CSS.styleSheetAdded`.

    header: Added stylesheet metainfo.
    """

    header: CSSStyleSheetHeader


class StyleSheetChangedEvent(t.TypedDict):
    """The parameters of the event `CSS.styleSheetChanged`.

    styleSheetId
    """

    styleSheetId: _dom.StyleSheetId


class StyleSheetRemovedEvent(t.TypedDict):
    """The parameters of the event `CSS.styleSheetRemoved`.

    styleSheetId: Identifier of the removed stylesheet.
    """

    styleSheetId: _dom.StyleSheetId


class ComputedStyleUpdatedEvent(t.TypedDict):
    """The parameters of the event `CSS.computedStyleUpdated`.

    nodeId: The node id that has updated computed styles.
    """

    nodeId: _dom.NodeId


# API status: experimental
class CSSDomain(ProtocolDomain):
    """This domain exposes CSS read/write operations. All CSS objects (stylesheets, rules, and
    styles)
    have an associated `id` used in subsequent operations on the related object. Each object
    type has
    a specific `id` structure, and those are not interchangeable between objects of different
    kinds.
    CSS objects can be loaded using the `get*ForNode()` calls (which accept a DOM node id). A
    client
    can also keep track of stylesheets via the `styleSheetAdded`/`styleSheetRemoved` events and
    subsequently load the required stylesheet contents using the `getStyleSheet[Text]()`
    methods.
    """

    # API status: experimental
    def add_rule(
        self,
        style_sheet_id: _dom.StyleSheetId,
        rule_text: str,
        location: SourceRange,
        *,
        node_for_property_syntax_validation: t.Optional[_dom.NodeId] = None,
    ) -> Reply[AddRuleReturns]:
        """Inserts a new rule with the given `ruleText` in a stylesheet with given
        `styleSheetId`, at the
        position specified by `location`.

        style_sheet_id: The css style sheet identifier where a new rule should be inserted.
        rule_text: The text of a new rule.
        location: Text position of a new rule in the target style sheet.
        node_for_property_syntax_validation (experimental): NodeId for the DOM node in whose
            context custom property declarations for registered properties should be
            validated. If omitted, declarations in the new rule text can only be validated
            statically, which may produce incorrect results if the declaration contains a
            var() for example.
        """
        return self._call(
            "CSS.addRule",
            {
                "styleSheetId": style_sheet_id,
                "ruleText": rule_text,
                "location": location,
                "nodeForPropertySyntaxValidation": node_for_property_syntax_validation,
            },
        )

    # API status: experimental
    def collect_class_names(self, style_sheet_id: _dom.StyleSheetId) -> Reply[CollectClassNamesReturns]:
        """Returns all class names from specified stylesheet.

        style_sheet_id
        """
        return self._call("CSS.collectClassNames", {"styleSheetId": style_sheet_id})

    # API status: experimental
    def create_style_sheet(
        self,
        frame_id: _page.FrameId,
        *,
        force: t.Optional[bool] = None,
    ) -> Reply[CreateStyleSheetReturns]:
        """Creates a new special "via-inspector" stylesheet in the frame with given `frameId`.

        frame_id: Identifier of the frame where "via-inspector" stylesheet should be
            created.
        force: If true, creates a new stylesheet for every call. If false, returns a
            stylesheet previously created by a call with force=false for the frame's
            document if it exists or creates a new stylesheet (default: false).
        """
        return self._call("CSS.createStyleSheet", {"frameId": frame_id, "force": force})

    # API status: experimental
    def disable(self) -> Reply[t.Dict[str, t.Any]]:
        """Disables the CSS agent for the given page."""
        return self._call("CSS.disable", {})

    # API status: experimental
    def enable(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables the CSS agent for the given page. Clients should not assume that the CSS
        agent has been
        enabled until the result of this command is received.
        """
        return self._call("CSS.enable", {})

    # API status: experimental
    def force_pseudo_state(self, node_id: _dom.NodeId, forced_pseudo_classes: t.List[str]) -> Reply[t.Dict[str, t.Any]]:
        """Ensures that the given node will have specified pseudo-classes whenever its style is
        computed by
        the browser.

        node_id: The element id for which to force the pseudo state.
        forced_pseudo_classes: Element pseudo classes to force when computing the element's
            style.
        """
        return self._call("CSS.forcePseudoState", {"nodeId": node_id, "forcedPseudoClasses": forced_pseudo_classes})

    # API status: experimental
    def force_starting_style(self, node_id: _dom.NodeId, forced: bool) -> Reply[t.Dict[str, t.Any]]:
        """Ensures that the given node is in its starting-style state.

        node_id: The element id for which to force the starting-style state.
        forced: Boolean indicating if this is on or off.
        """
        return self._call("CSS.forceStartingStyle", {"nodeId": node_id, "forced": forced})

    # API status: experimental
    def get_background_colors(self, node_id: _dom.NodeId) -> Reply[GetBackgroundColorsReturns]:
        """`CSS.getBackgroundColors`.

        node_id: Id of the node to get background colors for.
        """
        return self._call("CSS.getBackgroundColors", {"nodeId": node_id})

    # API status: experimental
    def get_computed_style_for_node(self, node_id: _dom.NodeId) -> Reply[GetComputedStyleForNodeReturns]:
        """Returns the computed style for a DOM node identified by `nodeId`.

        node_id
        """
        return self._call("CSS.getComputedStyleForNode", {"nodeId": node_id})

    # API status: experimental
    def resolve_values(
        self,
        values: t.List[str],
        node_id: _dom.NodeId,
        *,
        property_name: t.Optional[str] = None,
        pseudo_type: t.Optional[_dom.PseudoType] = None,
        pseudo_identifier: t.Optional[str] = None,
    ) -> Reply[ResolveValuesReturns]:
        """Resolve the specified values in the context of the provided element.
        For example, a value of '1em' is evaluated according to the computed
        'font-size' of the element and a value 'calc(1px + 2px)' will be
        resolved to '3px'.
        If the `propertyName` was specified the `values` are resolved as if
        they were property's declaration. If a value cannot be parsed according
        to the provided property syntax, the value is parsed using combined
        syntax as if null `propertyName` was provided. If the value cannot be
        resolved even then, return the provided value without any changes.
        Note: this function currently does not resolve CSS random() function,
        it returns unmodified random() function parts.`

        values: Cascade-dependent keywords (revert/revert-layer) do not work.
        node_id: Id of the node in whose context the expression is evaluated
        property_name: Only longhands and custom property names are accepted.
        pseudo_type: Pseudo element type, only works for pseudo elements that generate
            elements in the tree, such as ::before and ::after.
        pseudo_identifier: Pseudo element custom ident.
        """
        return self._call(
            "CSS.resolveValues",
            {
                "values": values,
                "nodeId": node_id,
                "propertyName": property_name,
                "pseudoType": pseudo_type,
                "pseudoIdentifier": pseudo_identifier,
            },
        )

    # API status: experimental
    def get_longhand_properties(self, shorthand_name: str, value: str) -> Reply[GetLonghandPropertiesReturns]:
        """`CSS.getLonghandProperties`.

        shorthand_name
        value
        """
        return self._call("CSS.getLonghandProperties", {"shorthandName": shorthand_name, "value": value})

    # API status: experimental
    def get_inline_styles_for_node(self, node_id: _dom.NodeId) -> Reply[GetInlineStylesForNodeReturns]:
        """Returns the styles defined inline (explicitly in the "style" attribute and
        implicitly, using DOM
        attributes) for a DOM node identified by `nodeId`.

        node_id
        """
        return self._call("CSS.getInlineStylesForNode", {"nodeId": node_id})

    # API status: experimental
    def get_animated_styles_for_node(self, node_id: _dom.NodeId) -> Reply[GetAnimatedStylesForNodeReturns]:
        """Returns the styles coming from animations & transitions
        including the animation & transition styles coming from inheritance chain.

        node_id
        """
        return self._call("CSS.getAnimatedStylesForNode", {"nodeId": node_id})

    # API status: experimental
    def get_matched_styles_for_node(self, node_id: _dom.NodeId) -> Reply[GetMatchedStylesForNodeReturns]:
        """Returns requested styles for a DOM node identified by `nodeId`.

        node_id
        """
        return self._call("CSS.getMatchedStylesForNode", {"nodeId": node_id})

    # API status: experimental
    def get_environment_variables(self) -> Reply[GetEnvironmentVariablesReturns]:
        """Returns the values of the default UA-defined environment variables used in env()"""
        return self._call("CSS.getEnvironmentVariables", {})

    # API status: experimental
    def get_media_queries(self) -> Reply[GetMediaQueriesReturns]:
        """Returns all media queries parsed by the rendering engine."""
        return self._call("CSS.getMediaQueries", {})

    # API status: experimental
    def get_platform_fonts_for_node(self, node_id: _dom.NodeId) -> Reply[GetPlatformFontsForNodeReturns]:
        """Requests information about platform fonts which we used to render child TextNodes in
        the given
        node.

        node_id
        """
        return self._call("CSS.getPlatformFontsForNode", {"nodeId": node_id})

    # API status: experimental
    def get_style_sheet_text(self, style_sheet_id: _dom.StyleSheetId) -> Reply[GetStyleSheetTextReturns]:
        """Returns the current textual content for a stylesheet.

        style_sheet_id
        """
        return self._call("CSS.getStyleSheetText", {"styleSheetId": style_sheet_id})

    # API status: experimental
    def get_layers_for_node(self, node_id: _dom.NodeId) -> Reply[GetLayersForNodeReturns]:
        """Returns all layers parsed by the rendering engine for the tree scope of a node.
        Given a DOM element identified by nodeId, getLayersForNode returns the root
        layer for the nearest ancestor document or shadow root. The layer root contains
        the full layer tree for the tree scope and their ordering.

        node_id
        """
        return self._call("CSS.getLayersForNode", {"nodeId": node_id})

    # API status: experimental
    def get_location_for_selector(
        self,
        style_sheet_id: _dom.StyleSheetId,
        selector_text: str,
    ) -> Reply[GetLocationForSelectorReturns]:
        """Given a CSS selector text and a style sheet ID, getLocationForSelector
        returns an array of locations of the CSS selector in the style sheet.

        style_sheet_id
        selector_text
        """
        return self._call("CSS.getLocationForSelector", {"styleSheetId": style_sheet_id, "selectorText": selector_text})

    # API status: experimental
    def track_computed_style_updates_for_node(
        self,
        *,
        node_id: t.Optional[_dom.NodeId] = None,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Starts tracking the given node for the computed style updates
        and whenever the computed style is updated for node, it queues
        a `computedStyleUpdated` event with throttling.
        There can only be 1 node tracked for computed style updates
        so passing a new node id removes tracking from the previous node.
        Pass `undefined` to disable tracking.

        node_id
        """
        return self._call("CSS.trackComputedStyleUpdatesForNode", {"nodeId": node_id})

    # API status: experimental
    def track_computed_style_updates(
        self,
        properties_to_track: t.List[CSSComputedStyleProperty],
    ) -> Reply[t.Dict[str, t.Any]]:
        """Starts tracking the given computed styles for updates. The specified array of
        properties
        replaces the one previously specified. Pass empty array to disable tracking.
        Use takeComputedStyleUpdates to retrieve the list of nodes that had properties
        modified.
        The changes to computed style properties are only tracked for nodes pushed to the
        front-end
        by the DOM agent. If no changes to the tracked properties occur after the node has
        been pushed
        to the front-end, no updates will be issued for the node.

        properties_to_track
        """
        return self._call("CSS.trackComputedStyleUpdates", {"propertiesToTrack": properties_to_track})

    # API status: experimental
    def take_computed_style_updates(self) -> Reply[TakeComputedStyleUpdatesReturns]:
        """Polls the next batch of computed style updates."""
        return self._call("CSS.takeComputedStyleUpdates", {})

    # API status: experimental
    def set_effective_property_value_for_node(
        self,
        node_id: _dom.NodeId,
        property_name: str,
        value: str,
    ) -> Reply[t.Dict[str, t.Any]]:
        """Find a rule with the given active property for the given node and set the new value
        for this
        property

        node_id: The element id for which to set property.
        property_name
        value
        """
        return self._call(
            "CSS.setEffectivePropertyValueForNode",
            {
                "nodeId": node_id,
                "propertyName": property_name,
                "value": value,
            },
        )

    # API status: experimental
    def set_property_rule_property_name(
        self,
        style_sheet_id: _dom.StyleSheetId,
        range: SourceRange,
        property_name: str,
    ) -> Reply[SetPropertyRulePropertyNameReturns]:
        """Modifies the property rule property name.

        style_sheet_id
        range
        property_name
        """
        return self._call(
            "CSS.setPropertyRulePropertyName",
            {
                "styleSheetId": style_sheet_id,
                "range": range,
                "propertyName": property_name,
            },
        )

    # API status: experimental
    def set_keyframe_key(
        self,
        style_sheet_id: _dom.StyleSheetId,
        range: SourceRange,
        key_text: str,
    ) -> Reply[SetKeyframeKeyReturns]:
        """Modifies the keyframe rule key text.

        style_sheet_id
        range
        key_text
        """
        return self._call("CSS.setKeyframeKey", {"styleSheetId": style_sheet_id, "range": range, "keyText": key_text})

    # API status: experimental
    def set_media_text(
        self,
        style_sheet_id: _dom.StyleSheetId,
        range: SourceRange,
        text: str,
    ) -> Reply[SetMediaTextReturns]:
        """Modifies the rule selector.

        style_sheet_id
        range
        text
        """
        return self._call("CSS.setMediaText", {"styleSheetId": style_sheet_id, "range": range, "text": text})

    # API status: experimental
    # Deprecated.
    def set_container_query_text(
        self,
        style_sheet_id: _dom.StyleSheetId,
        range: SourceRange,
        text: str,
    ) -> Reply[SetContainerQueryTextReturns]:
        """Modifies the expression of a container query.
        Deprecated. Use setContainerQueryConditionText instead.

        style_sheet_id
        range
        text
        """
        return self._call("CSS.setContainerQueryText", {"styleSheetId": style_sheet_id, "range": range, "text": text})

    # API status: experimental
    def set_container_query_condition_text(
        self,
        style_sheet_id: _dom.StyleSheetId,
        range: SourceRange,
        text: str,
    ) -> Reply[SetContainerQueryConditionTextReturns]:
        """`CSS.setContainerQueryConditionText`.

        style_sheet_id
        range
        text
        """
        return self._call(
            "CSS.setContainerQueryConditionText",
            {
                "styleSheetId": style_sheet_id,
                "range": range,
                "text": text,
            },
        )

    # API status: experimental
    def set_supports_text(
        self,
        style_sheet_id: _dom.StyleSheetId,
        range: SourceRange,
        text: str,
    ) -> Reply[SetSupportsTextReturns]:
        """Modifies the expression of a supports at-rule.

        style_sheet_id
        range
        text
        """
        return self._call("CSS.setSupportsText", {"styleSheetId": style_sheet_id, "range": range, "text": text})

    # API status: experimental
    def set_navigation_text(
        self,
        style_sheet_id: _dom.StyleSheetId,
        range: SourceRange,
        text: str,
    ) -> Reply[SetNavigationTextReturns]:
        """Modifies the expression of a navigation at-rule.

        style_sheet_id
        range
        text
        """
        return self._call("CSS.setNavigationText", {"styleSheetId": style_sheet_id, "range": range, "text": text})

    # API status: experimental
    def set_scope_text(
        self,
        style_sheet_id: _dom.StyleSheetId,
        range: SourceRange,
        text: str,
    ) -> Reply[SetScopeTextReturns]:
        """Modifies the expression of a scope at-rule.

        style_sheet_id
        range
        text
        """
        return self._call("CSS.setScopeText", {"styleSheetId": style_sheet_id, "range": range, "text": text})

    # API status: experimental
    def set_rule_selector(
        self,
        style_sheet_id: _dom.StyleSheetId,
        range: SourceRange,
        selector: str,
    ) -> Reply[SetRuleSelectorReturns]:
        """Modifies the rule selector.

        style_sheet_id
        range
        selector
        """
        return self._call("CSS.setRuleSelector", {"styleSheetId": style_sheet_id, "range": range, "selector": selector})

    # API status: experimental
    def set_style_sheet_text(self, style_sheet_id: _dom.StyleSheetId, text: str) -> Reply[SetStyleSheetTextReturns]:
        """Sets the new stylesheet text.

        style_sheet_id
        text
        """
        return self._call("CSS.setStyleSheetText", {"styleSheetId": style_sheet_id, "text": text})

    # API status: experimental
    def set_style_texts(
        self,
        edits: t.List[StyleDeclarationEdit],
        *,
        node_for_property_syntax_validation: t.Optional[_dom.NodeId] = None,
    ) -> Reply[SetStyleTextsReturns]:
        """Applies specified style edits one after another in the given order.

        edits
        node_for_property_syntax_validation (experimental): NodeId for the DOM node in whose
            context custom property declarations for registered properties should be
            validated. If omitted, declarations in the new rule text can only be validated
            statically, which may produce incorrect results if the declaration contains a
            var() for example.
        """
        return self._call(
            "CSS.setStyleTexts",
            {
                "edits": edits,
                "nodeForPropertySyntaxValidation": node_for_property_syntax_validation,
            },
        )

    # API status: experimental
    def start_rule_usage_tracking(self) -> Reply[t.Dict[str, t.Any]]:
        """Enables the selector recording."""
        return self._call("CSS.startRuleUsageTracking", {})

    # API status: experimental
    def stop_rule_usage_tracking(self) -> Reply[StopRuleUsageTrackingReturns]:
        """Stop tracking rule usage and return the list of rules that were used since last call
        to
        `takeCoverageDelta` (or since start of coverage instrumentation).
        """
        return self._call("CSS.stopRuleUsageTracking", {})

    # API status: experimental
    def take_coverage_delta(self) -> Reply[TakeCoverageDeltaReturns]:
        """Obtain list of rules that became used since last call to this method (or since start
        of coverage
        instrumentation).
        """
        return self._call("CSS.takeCoverageDelta", {})

    # API status: experimental
    def set_local_fonts_enabled(self, enabled: bool) -> Reply[t.Dict[str, t.Any]]:
        """Enables/disables rendering of local CSS fonts (enabled by default).

        enabled: Whether rendering of local fonts is enabled.
        """
        return self._call("CSS.setLocalFontsEnabled", {"enabled": enabled})

    # API status: experimental
    @property
    def fonts_updated(self) -> EventSource[FontsUpdatedEvent]:
        """Fires whenever a web font is updated.  A non-empty font parameter indicates a
        successfully loaded
        web font.
        """
        return self._event("CSS.fontsUpdated")

    # API status: experimental
    @property
    def media_query_result_changed(self) -> EventSource[t.Dict[str, t.Any]]:
        """Fires whenever a MediaQuery result changes (for example, after a browser window has
        been
        resized.) The current implementation considers only viewport-dependent media
        features.
        """
        return self._event("CSS.mediaQueryResultChanged")

    # API status: experimental
    @property
    def style_sheet_added(self) -> EventSource[StyleSheetAddedEvent]:
        """Fired whenever an active document stylesheet is added."""
        return self._event("CSS.styleSheetAdded")

    # API status: experimental
    @property
    def style_sheet_changed(self) -> EventSource[StyleSheetChangedEvent]:
        """Fired whenever a stylesheet is changed as a result of the client operation."""
        return self._event("CSS.styleSheetChanged")

    # API status: experimental
    @property
    def style_sheet_removed(self) -> EventSource[StyleSheetRemovedEvent]:
        """Fired whenever an active document stylesheet is removed."""
        return self._event("CSS.styleSheetRemoved")

    # API status: experimental
    @property
    def computed_style_updated(self) -> EventSource[ComputedStyleUpdatedEvent]:
        """`CSS.computedStyleUpdated`."""
        return self._event("CSS.computedStyleUpdated")
