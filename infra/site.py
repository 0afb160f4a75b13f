"""The Passport site: its pages and, below ``/api``, the search, under one address."""

from pathlib import Path

from aws_cdk import Acknowledgment, CfnOutput, Duration, Validations
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.site_headers import CONTENT_SECURITY_POLICY, PERMISSIONS_POLICY
from infra.target import Target

_PATHS = Path(__file__).with_name("site_paths.js")
_FORBIDDEN, _NOT_FOUND = 403, 404
_REASONS = {
    "CFR1": "The catalogue of activities is for everybody, wherever they are.",
    "CFR2": "Pages are files, and the search only reads; its answers are kept at the edge.",
    "CFR3": "No log is kept of who looks for what: visitors are promised so.",
    "CFR4": "Its own name comes with CloudFront's certificate; a name of the hub's takes TLS 1.2.",
}


class Site(Construct):
    """Pages from a private bucket and answers from the search's function; nobody reaches either by another way."""

    def __init__(
        self,
        scope: Construct,
        construct_id: str,
        *,
        target: Target,
        bucket: s3.Bucket,
        questions: lambda_.Function,
    ) -> None:
        super().__init__(scope, construct_id)
        self._target = target
        self._headers = self._security_headers()
        self._paths = cloudfront.Function(
            self,
            "Paths",
            code=cloudfront.FunctionCode.from_inline(_PATHS.read_text()),
            runtime=cloudfront.FunctionRuntime.JS_2_0,
        )
        distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment="CME Hub Passport",
            http_version=cloudfront.HttpVersion.HTTP2_AND_3,
            default_behavior=self._behavior(origins.S3BucketOrigin.with_origin_access_control(bucket)),
            additional_behaviors={
                "/api/*": self._behavior(_answers(questions, signed=target.has_real_edge), self._answers_kept())
            },
            error_responses=[
                cloudfront.ErrorResponse(
                    http_status=_FORBIDDEN, response_http_status=_NOT_FOUND, response_page_path="/404.html"
                )
            ],
        )
        for rule, reason in _REASONS.items():
            Validations.of(distribution).acknowledge(
                Acknowledgment(id=f"AwsSolutions::AwsSolutions-{rule}", reason=reason)
            )
        CfnOutput(self, "Domain", key="SiteDomain", value=distribution.domain_name)

    def _behavior(
        self, origin: cloudfront.IOrigin, kept: cloudfront.CachePolicy | None = None
    ) -> cloudfront.BehaviorOptions:
        policies = cloudfront.ViewerProtocolPolicy
        return cloudfront.BehaviorOptions(
            origin=origin,
            cache_policy=kept,
            viewer_protocol_policy=policies.REDIRECT_TO_HTTPS if self._target.has_real_edge else policies.ALLOW_ALL,
            response_headers_policy=self._headers,
            function_associations=[
                cloudfront.FunctionAssociation(
                    function=self._paths, event_type=cloudfront.FunctionEventType.VIEWER_REQUEST
                )
            ],
        )

    def _answers_kept(self) -> cloudfront.CachePolicy:
        return cloudfront.CachePolicy(
            self,
            "Answers",
            comment="Answers are kept for as long as they say, by their whole question.",
            default_ttl=Duration.seconds(0),
            query_string_behavior=cloudfront.CacheQueryStringBehavior.all(),
            enable_accept_encoding_brotli=True,
            enable_accept_encoding_gzip=True,
        )

    def _security_headers(self) -> cloudfront.ResponseHeadersPolicy:
        return cloudfront.ResponseHeadersPolicy(
            self,
            "Headers",
            security_headers_behavior=cloudfront.ResponseSecurityHeadersBehavior(
                content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
                    content_security_policy=CONTENT_SECURITY_POLICY, override=True
                ),
                content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
                frame_options=cloudfront.ResponseHeadersFrameOptions(
                    frame_option=cloudfront.HeadersFrameOption.DENY, override=True
                ),
                referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
                    referrer_policy=cloudfront.HeadersReferrerPolicy.SAME_ORIGIN, override=True
                ),
                strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
                    access_control_max_age=Duration.days(365), include_subdomains=True, override=True
                ),
            ),
            custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
                custom_headers=[
                    cloudfront.ResponseCustomHeader(
                        header="Permissions-Policy", value=PERMISSIONS_POLICY, override=True
                    )
                ]
            ),
        )


def _answers(questions: lambda_.Function, *, signed: bool) -> cloudfront.IOrigin:
    """Return the function as an origin that CloudFront signs its questions to; the emulator's doesn't sign."""
    url = questions.add_function_url(auth_type=lambda_.FunctionUrlAuthType.AWS_IAM)
    if not signed and isinstance(url.node.default_child, lambda_.CfnUrl):
        url.node.default_child.auth_type = "NONE"
    return origins.FunctionUrlOrigin.with_origin_access_control(url)
